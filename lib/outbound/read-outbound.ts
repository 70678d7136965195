export { findEndpoint as getEndpoint, findEndpoints as listEndpoints, type WebhookEndpointRow } from './store'
export {
  findDelivery as getDelivery,
  findDueDeliveries as listDueDeliveries,
  searchDeliveryRows as searchDeliveries,
  type AttemptRow,
  type DeliveryRow,
  type DeliverySearch,
} from './delivery-store'
