import type { Shape } from './random-request'

/** In which state the things of an operation have to be for it to succeed: by prefix a tag of `KnownThings`. */
export const WANTS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  previewSubscription: { cus: 'ADDRESSED' },
  createSubscription: { cus: 'FRESH' },
  previewBeginning: { cus: 'ADDRESSED' },
  startTrial: { cus: 'FRESH' },
  previewChange: { sub: 'ACTIVE_STEADY' },
  changeSubscription: { sub: 'ACTIVE_STEADY' },
  previewAddOn: { sub: 'ACTIVE_STEADY' },
  changeAddOn: { sub: 'ACTIVE_STEADY' },
  previewPause: { sub: 'ACTIVE_STEADY' },
  pauseSubscription: { sub: 'ACTIVE_STEADY' },
  previewResume: { sub: 'PAUSED' },
  resumeSubscription: { sub: 'PAUSED' },
  previewCancel: { sub: 'ACTIVE' },
  cancelSubscription: { sub: 'ACTIVE' },
  undoPendingChange: { sub: 'PENDING_REQUEST' },
  previewCancelPriceMove: { sub: 'PENDING_PRICE_CHANGE' },
  cancelPriceMove: { sub: 'PENDING_PRICE_CHANGE' },
  previewReactivation: { sub: 'CANCELED' },
  reactivateSubscription: { sub: 'CANCELED' },
  previewExtendTrial: { sub: 'TRIALING' },
  extendTrial: { sub: 'TRIALING' },
  previewEndTrial: { sub: 'TRIALING' },
  endTrial: { sub: 'TRIALING' },
  addPaymentMethod: { seti: 'CONFIRMED' },
  makeDefaultPaymentMethod: { pm: 'LIVE' },
  removePaymentMethod: { pm: 'LIVE' },
  payInvoice: { inv: 'OWED' },
  previewInvoice: { cus: 'ADDRESSED' },
  createInvoice: { cus: 'ADDRESSED' },
  updateInvoice: { inv: 'WRITTEN' },
  deleteInvoice: { inv: 'WRITTEN' },
  finalizeInvoice: { inv: 'DRAFT' },
  voidInvoice: { inv: 'OWED' },
  billInvoiceAgain: { inv: 'OWED' },
  markInvoiceUncollectible: { inv: 'OWED' },
  recordInvoicePayment: { inv: 'OWED' },
  getInvoiceDunning: { inv: 'DUNNING_STOPPED' },
  holdDunning: { inv: 'DUNNING_STOPPED' },
  releaseDunning: { inv: 'DUNNING_PAUSED' },
  createPaymentIntent: { cus: 'ADDRESSED' },
  previewCreditNote: { inv: 'PAID' },
  createCreditNote: { inv: 'PAID' },
  withdrawCreditGrant: { crd: 'WITHDRAWABLE' },
  validateCoupon: { cus: 'FRESH' },
  previewDiscount: { sub: 'ACTIVE', cpn: 'LIVE' },
  applyCoupon: { sub: 'ACTIVE', cpn: 'LIVE' },
  removeDiscount: { dis: 'LIVE' },
  confirmReservation: { rsv: 'HELD' },
  releaseReservation: { rsv: 'HELD' },
  testWebhookEndpoint: { whe: 'ENABLED' },
  replayMissedEvents: { whe: 'ENABLED' },
  replayWebhookDelivery: { dlv: 'FAILED' },
}

const less = (body: Record<string, unknown>, ...names: string[]) =>
  Object.fromEntries(Object.entries(body).filter(([name]) => !names.includes(name)))

const credit: Shape = (body, random) => ({
  ...less(body, 'lines', 'expectedTotal', ...(random.chance(0.2) ? ['amount'] : [])),
  ...(random.chance(0.8) ? { amount: random.int(1, 400) } : {}),
})

/** What goes with what in a body, as far as its schema does not say it. */
export const SHAPES: Readonly<Record<string, Shape>> = {
  createSubscription: (body, random) =>
    random.chance(0.5)
      ? { customerId: body.customerId, priceId: body.priceId }
      : { ...less(body, 'promotionCode', 'alignWith', 'previewedAt'), payment: 'STORED_METHOD', additional: true },
  previewBeginning: (body) => ({ ...less(body, 'alignWith'), additional: true }),
  updateCustomer: (body) => ({
    ...less(body, 'vatId'),
    ...{ addressLine1: 'Lindenstraße 5', postalCode: '10969', city: 'Berlin', country: 'DE' },
  }),
  updateBillingTerms: (body) => ({ ...body, taxExempt: false }),
  createInvoice: withAmounts,
  previewInvoice: withAmounts,
  updateInvoice: (body) => (body.lines ? withAmounts(body) : less(body, 'terms')),
  createCreditNote: credit,
  previewCreditNote: credit,
  createCoupon: (body, random) =>
    random.chance(0.5)
      ? { ...less(body, 'percentOff'), amountOff: 500, currency: 'EUR' }
      : { ...less(body, 'amountOff', 'currency'), percentOff: '12.5' },
  checkEntitlement: (body, random) =>
    random.chance(0.3)
      ? { customer: body.customer, feature: 'api' }
      : {
          ...less(body, 'feature', 'level', 'data', 'source'),
          meter: 'api_calls',
          mode: random.pick(['check', 'consume', 'reserve', 'reserve']),
          id: `use-${random.int(0, 1e9)}`,
          quantity: random.int(0, 5),
          expiresInSeconds: 86_400,
        },
  confirmReservation: (body) => less(body, 'quantity', 'data'),
  publishPrice: (_body, random) => ({ unitAmount: random.int(1_000, 30_000) }),
}

/** Amounts that a real invoice has. */
function withAmounts(body: Record<string, unknown>) {
  const lines = Array.isArray(body.lines) ? (body.lines as Record<string, unknown>[]) : []
  return { ...body, lines: lines.map((line, index) => ({ ...line, unitAmount: 1_000 + index })) }
}
