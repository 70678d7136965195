export {
  findCustomer as getCustomer,
  findVatIdsToCheck as listVatIdsToCheck,
  saveProcessorRef,
  searchCustomerRows as searchCustomers,
  type CustomerRow,
  type CustomerSearch,
} from './store'
