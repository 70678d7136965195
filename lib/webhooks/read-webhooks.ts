export {
  findInboundEvent as getInboundEvent,
  findInboundEventTypes as listInboundEventTypes,
  findStrandedEvents as listStrandedEvents,
  searchInboundEventRows as searchInboundEvents,
  type InboundEventRow,
  type InboundEventSearch,
} from './store'
