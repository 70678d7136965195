import type { Endpoint } from './endpoint'
import {
  createCreditGrant,
  getCreditGrant,
  listBalanceEntries,
  listCreditGrants,
  withdrawCreditGrant,
} from './endpoints/balance'
import { cancelSubscription, previewCancel, undoPendingChange } from './endpoints/cancel-subscription'
import { createCoupon, deactivateCoupon, getCoupon, listCoupons, validateCoupon } from './endpoints/coupons'
import {
  createCreditNote,
  getCreditNote,
  getCreditNotePdf,
  getCreditNoteXml,
  listCreditNotes,
  previewCreditNote,
} from './endpoints/credit-notes'
import { createSubscription, previewBeginning, previewSubscription, startTrial } from './endpoints/create-subscription'
import { applyCoupon, listDiscounts, previewDiscount, removeDiscount } from './endpoints/discounts'
import {
  checkVatId,
  createCustomer,
  getCustomer,
  listCustomers,
  listVatIdChecks,
  updateBillingTerms,
  updateCustomer,
} from './endpoints/customers'
import {
  checkEntitlements,
  confirmReservationEndpoint,
  getEntitlements,
  releaseReservationEndpoint,
} from './endpoints/entitlements'
import { getInvoiceDunning, holdDunning, listDunnings, releaseDunning } from './endpoints/dunning'
import { endTrial, previewEndTrial } from './endpoints/end-trial'
import { createOverride, getOverride, listOverrides, removeOverride } from './endpoints/entitlement-overrides'
import {
  billInvoiceAgain,
  markInvoiceUncollectible,
  recordInvoicePayment,
  voidInvoice,
} from './endpoints/invoice-decisions'
import { getInvoice, getInvoicePdf, getInvoiceXml, listInvoices, payInvoice } from './endpoints/invoices'
import { exportDatev, getDeferredRevenue, getTrialBalance, getVatReport, listLedgerEntries } from './endpoints/ledger'
import { cancelMove, previewCancelMove } from './endpoints/price-move'
import { cancelMoves, getPrice, moveSubscriptions, publishPrice } from './endpoints/prices'
import { getDispute, getRefund, listDisputes, listRefunds } from './endpoints/refunds'
import {
  createInvoice,
  deleteInvoice,
  finalizeInvoice,
  previewInvoice,
  updateInvoice,
} from './endpoints/written-invoices'
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
  changeAddOn,
  changeSubscription,
  pauseSubscription,
  previewAddOn,
  previewChange,
  previewPause,
  previewResume,
  resumeSubscription,
} from './endpoints/subscription-changes'
import {
  extendTrial,
  liftSuspension,
  previewReactivation,
  previewTrialExtensionEndpoint,
  reactivateEndpoint,
} from './endpoints/subscription-terms'
import { getNextCharge, getSubscription, listBillingCycles, listSubscriptions } from './endpoints/subscriptions'
import { getDailyUsage, listUsage } from './endpoints/usage'
import { getSpendLimits, updateSpendLimits } from './endpoints/spend-limits'
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
  getPrice,
  publishPrice,
  moveSubscriptions,
  cancelMoves,

  listCustomers,
  createCustomer,
  getCustomer,
  updateCustomer,
  updateBillingTerms,
  checkVatId,
  listVatIdChecks,

  listCreditGrants,
  createCreditGrant,
  getCreditGrant,
  withdrawCreditGrant,
  listBalanceEntries,

  listSubscriptions,
  previewSubscription,
  createSubscription,
  previewBeginning,
  startTrial,
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
  previewCancel,
  cancelSubscription,
  undoPendingChange,
  previewCancelMove,
  cancelMove,
  previewReactivation,
  reactivateEndpoint,
  previewTrialExtensionEndpoint,
  extendTrial,
  previewEndTrial,
  endTrial,
  liftSuspension,

  listPaymentMethods,
  createSetupIntent,
  addPaymentMethod,
  makeDefaultPaymentMethod,
  removePaymentMethod,

  listInvoices,
  getInvoice,
  getInvoicePdf,
  getInvoiceXml,
  payInvoice,
  previewInvoice,
  createInvoice,
  updateInvoice,
  deleteInvoice,
  finalizeInvoice,
  voidInvoice,
  billInvoiceAgain,
  markInvoiceUncollectible,
  recordInvoicePayment,

  listDunnings,
  getInvoiceDunning,
  holdDunning,
  releaseDunning,

  createPaymentIntent,
  listPayments,
  getPayment,

  listCreditNotes,
  getCreditNote,
  getCreditNotePdf,
  getCreditNoteXml,
  previewCreditNote,
  createCreditNote,

  listRefunds,
  getRefund,

  listDisputes,
  getDispute,

  listCoupons,
  createCoupon,
  getCoupon,
  deactivateCoupon,
  validateCoupon,
  listDiscounts,
  previewDiscount,
  applyCoupon,
  removeDiscount,

  reportUsage,
  listUsage,
  getDailyUsage,

  getEntitlements,
  checkEntitlements,
  confirmReservationEndpoint,
  releaseReservationEndpoint,
  getSpendLimits,
  updateSpendLimits,
  listOverrides,
  createOverride,
  getOverride,
  removeOverride,

  getTrialBalance,
  listLedgerEntries,
  getVatReport,
  getDeferredRevenue,
  exportDatev,

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
