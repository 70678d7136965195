export {
  findCustomer as getCustomer,
  saveProcessorRef,
  searchCustomerRows as searchCustomers,
  type CustomerRow,
  type CustomerSearch,
} from './store'
