import type { Endpoint } from './endpoint'
import { createCoupon, listCoupons, validateCoupon } from './endpoints/coupons'
import { createCreditNote, getCreditNote, getCreditNotePdf, listCreditNotes } from './endpoints/credit-notes'
import { createCustomer, getCustomer, listCustomers, updateCustomer } from './endpoints/customers'
import {
  checkEntitlements,
  confirmReservationEndpoint,
  getEntitlements,
  releaseReservationEndpoint,
} from './endpoints/entitlements'
import { getInvoice, getInvoicePdf, listInvoices, payInvoice } from './endpoints/invoices'
import {
  addPaymentMethod,
  createSetupIntent,
  listPaymentMethods,
  makeDefaultPaymentMethod,
  removePaymentMethod,
} from './endpoints/payment-methods'
import { createPaymentIntent, getPayment, listPayments } from './endpoints/payments'
import { listPlans } from './endpoints/plans'
import {
  cancelSubscription,
  changeAddOn,
  changeSubscription,
  pauseSubscription,
  previewAddOn,
  previewChange,
  previewPause,
  previewResume,
  resumeSubscription,
  undoPendingChange,
} from './endpoints/subscription-changes'
import {
  createSubscription,
  getNextCharge,
  getSubscription,
  listBillingCycles,
  listSubscriptions,
  previewSubscription,
} from './endpoints/subscriptions'
import { getDailyUsage, listUsage } from './endpoints/usage'
import { reportUsage } from './endpoints/usage-events'
import {
  createWebhookEndpoint,
  deleteWebhookEndpoint,
  getWebhookEndpoint,
  listWebhookDeliveries,
  getWebhookDelivery,
  listWebhookEndpoints,
  replayWebhookDelivery,
  rotateWebhookSecret,
  testWebhookEndpoint,
  replayMissedEvents,
  updateWebhookEndpoint,
} from './endpoints/webhook-endpoints'

/** Every endpoint of the public API, in the order of the reference. An endpoint that is not here does not exist. */
export const endpoints: readonly Endpoint[] = [
  listPlans,

  listCustomers,
  createCustomer,
  getCustomer,
  updateCustomer,

  listSubscriptions,
  previewSubscription,
  createSubscription,
  getSubscription,
  getNextCharge,
  listBillingCycles,
  previewChange,
  changeSubscription,
  previewAddOn,
  changeAddOn,
  previewPause,
  pauseSubscription,
  previewResume,
  resumeSubscription,
  cancelSubscription,
  undoPendingChange,

  listPaymentMethods,
  createSetupIntent,
  addPaymentMethod,
  makeDefaultPaymentMethod,
  removePaymentMethod,

  listInvoices,
  getInvoice,
  getInvoicePdf,
  payInvoice,

  createPaymentIntent,
  listPayments,
  getPayment,

  listCreditNotes,
  getCreditNote,
  getCreditNotePdf,
  createCreditNote,

  listCoupons,
  createCoupon,
  validateCoupon,

  reportUsage,
  listUsage,
  getDailyUsage,

  getEntitlements,
  checkEntitlements,
  confirmReservationEndpoint,
  releaseReservationEndpoint,

  listWebhookEndpoints,
  createWebhookEndpoint,
  getWebhookEndpoint,
  updateWebhookEndpoint,
  deleteWebhookEndpoint,
  rotateWebhookSecret,
  testWebhookEndpoint,
  replayMissedEvents,
  listWebhookDeliveries,
  getWebhookDelivery,
  replayWebhookDelivery,
]
