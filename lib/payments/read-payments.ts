export {
  findMethods as listPaymentMethods,
  findPaymentUnderWay as getPaymentUnderWay,
  findPayment as getPayment,
  findPaymentsToReconcile as listPaymentsToReconcile,
  findStrandedRefunds as listStrandedRefunds,
  searchPaymentRows as searchPayments,
  type PaymentMethodRow,
  type PaymentRow,
  type PaymentSearch,
} from './store'
