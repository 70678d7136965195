export {
  findInboundEvent as getInboundEvent,
  findStrandedEvents as listStrandedEvents,
  searchInboundEventRows as searchInboundEvents,
  type InboundEventRow,
  type InboundEventSearch,
} from './store'
