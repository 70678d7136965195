export {
  findCustomer as getCustomer,
  searchCustomerRows as searchCustomers,
  type CustomerRow,
  type CustomerSearch,
} from './store'
