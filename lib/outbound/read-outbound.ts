export {
  findEndpoint as getEndpoint,
  findEndpoints as listEndpoints,
  findEndpointsWithOwners as listEndpointsWithOwners,
  findOwners as listEndpointOwners,
  type WebhookEndpointRow,
} from './store'
export {
  findDelivery as getDelivery,
  findDueDeliveries as listDueDeliveries,
  searchDeliveryRows as searchDeliveries,
  type AttemptRow,
  type DeliveryRow,
  type DeliverySearch,
} from './delivery-store'
