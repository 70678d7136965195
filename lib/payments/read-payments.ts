export {
  findMethod as getPaymentMethod,
  findMethods as listPaymentMethods,
  findLatestPayment as getLatestPayment,
  findPaymentUnderWay as getPaymentUnderWay,
  findPayment as getPayment,
  findPaymentsToReconcile as listPaymentsToReconcile,
  findRefundsToReconcile as listRefundsToReconcile,
  findStrandedRefunds as listStrandedRefunds,
  searchPaymentRows as searchPayments,
  type PaymentMethodRow,
  type PaymentRow,
  type PaymentSearch,
} from './store'
