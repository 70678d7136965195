import type Stripe from 'stripe'
import { env } from '@/lib/platform/env'
import { invalid } from '@/lib/platform/errors'
import {
  ProcessorKeySpentError,
  ProcessorRejectedError,
  type ChargeRequest,
  type EventSubject,
  type PaymentProcessor,
  type PaymentReport,
} from '@/lib/payments/processor'
import { stripe } from './client'
import { calling } from './errors'
import { toDisputeReport, toMethod, toPaymentReport, toRefundReport } from './translate'

const EXPAND = { expand: ['payment_method'] }

const intentParams = ({ paymentId, invoiceId, customerRef, amount, currency, description }: ChargeRequest) => ({
  amount: Number(amount),
  currency: currency.toLowerCase(),
  customer: customerRef,
  description,
  metadata: { payment_id: paymentId, invoice_id: invoiceId },
  ...EXPAND,
})

/** Stripe as one of those who carry money (API 2026-10-28.endive). */
export const stripeProcessor: PaymentProcessor = {
  name: 'STRIPE',

  async ensureCustomer({ id, name, email, ref }) {
    if (ref) return ref
    const params = { name, email, metadata: { customer_id: id } }
    try {
      // The key makes a repeated creation return the first customer (Stripe keeps keys for at least 24 hours).
      const customer = await calling(() => stripe.customers.create(params, { idempotencyKey: `customer-${id}` }))
      return customer.id
    } catch (error) {
      if (!isKeyOfNoUse(error)) throw error
      return calling(async () => {
        for await (const customer of stripe.customers.list({ email, limit: 100 })) {
          if (customer.metadata.customer_id === id) return customer.id
        }
        return (await stripe.customers.create(params)).id
      })
    }
  },

  async openPayment(request) {
    const intent = await calling(() =>
      stripe.paymentIntents.create(
        {
          ...intentParams(request),
          automatic_payment_methods: { enabled: true },
          setup_future_usage: 'off_session',
        },
        { idempotencyKey: request.idempotencyKey },
      ),
    )
    return { ...toPaymentReport(intent), clientSecret: intent.client_secret! }
  },

  async chargeStoredMethod(request) {
    const params = intentParams(request)
    try {
      const intent = await calling(() =>
        stripe.paymentIntents.create(
          {
            ...params,
            metadata: { ...params.metadata, off_session: 'true' },
            payment_method: request.methodRef,
            off_session: true,
            confirm: true,
            // Nobody is there to be redirected.
            automatic_payment_methods: { enabled: true, allow_redirects: 'never' },
          },
          { idempotencyKey: request.idempotencyKey },
        ),
      )
      return toPaymentReport(intent)
    } catch (error) {
      const report = reportOfRefusal(error)
      if (report) return report
      throw error
    }
  },

  async readPayment(ref) {
    const intent = await calling(() => stripe.paymentIntents.retrieve(ref, EXPAND))
    return { ...toPaymentReport(intent), clientSecret: intent.client_secret }
  },

  async findPayment({ paymentId, customerRef, createdAfter }) {
    const created = { gte: Math.floor(createdAfter.getTime() / 1000) - 3600 }
    return calling(async () => {
      for await (const intent of stripe.paymentIntents.list({ customer: customerRef, created, limit: 100 })) {
        if (intent.metadata.payment_id === paymentId)
          return toPaymentReport(await stripe.paymentIntents.retrieve(intent.id, EXPAND))
      }
      return null
    })
  },

  async cancelPayment(ref) {
    try {
      return toPaymentReport(await calling(() => stripe.paymentIntents.cancel(ref, EXPAND)))
    } catch (error) {
      // It succeeded or is under way: the customer was faster. The report tells.
      if (error instanceof ProcessorRejectedError && error.code === 'payment_intent_unexpected_state')
        return this.readPayment(ref)
      throw error
    }
  },

  async refund({ refundId, paymentRef, amount, idempotencyKey }) {
    const refund = await calling(() =>
      stripe.refunds.create(
        { payment_intent: paymentRef, amount: Number(amount), metadata: { refund_id: refundId } },
        { idempotencyKey },
      ),
    )
    return toRefundReport(refund)
  },

  async readRefund(ref) {
    return toRefundReport(await calling(() => stripe.refunds.retrieve(ref)))
  },

  async findRefund({ refundId, paymentRef }) {
    return calling(async () => {
      for await (const refund of stripe.refunds.list({ payment_intent: paymentRef, limit: 100 })) {
        if (refund.metadata?.refund_id === refundId) return toRefundReport(refund)
      }
      return null
    })
  },

  async readDispute(ref) {
    return toDisputeReport(await calling(() => stripe.disputes.retrieve(ref)))
  },

  async openSetup({ customerRef, customerId }) {
    const setup = await calling(() =>
      stripe.setupIntents.create({
        customer: customerRef,
        usage: 'off_session',
        automatic_payment_methods: { enabled: true },
        metadata: { customer_id: customerId },
      }),
    )
    return { setupRef: setup.id, clientSecret: setup.client_secret! }
  },

  async readSetup({ setupRef, customerRef }) {
    const setup = await calling(() => stripe.setupIntents.retrieve(setupRef, EXPAND)).catch((error: unknown) => {
      if (error instanceof ProcessorRejectedError) return null
      throw error
    })
    if (!setup || idOf(setup.customer) !== customerRef)
      throw invalid('setup_not_found', 'This payment method was not added here.')
    const method = setup.payment_method
    return setup.status === 'succeeded' && typeof method === 'object' && method ? toMethod(method) : null
  },

  async readMethod(ref) {
    const method = await calling(() => stripe.paymentMethods.retrieve(ref))
    return { ...toMethod(method), customerRef: idOf(method.customer) }
  },

  async detachMethod(ref) {
    try {
      await calling(() => stripe.paymentMethods.detach(ref))
    } catch (error) {
      // Detached before, or gone: what was wanted is so.
      if (!(error instanceof ProcessorRejectedError)) throw error
    }
  },

  async verifyEvent({ rawBody, headers }) {
    const signature = headers.get('stripe-signature')
    if (!signature) throw invalid('invalid_signature', 'The Stripe-Signature header is missing.')
    let event: Stripe.Event
    try {
      event = stripe.webhooks.constructEvent(rawBody, signature, env.STRIPE_WEBHOOK_SECRET)
    } catch (cause) {
      throw invalid('invalid_signature', 'The signature does not match the body, or is too old.', {
        reason: cause instanceof Error ? cause.message.split('\n')[0] : 'unknown',
      })
    }
    const { id, type } = (event ?? {}) as Partial<Stripe.Event>
    if (typeof id !== 'string' || typeof type !== 'string')
      throw invalid('invalid_event', 'The body is signed, but is not an event.')
    return { externalId: id, type, payload: event }
  },

  subjectOf({ type, payload }): EventSubject {
    const object = (payload as { data?: { object?: { id?: unknown; charge?: unknown } } }).data?.object
    const ref = typeof object?.id === 'string' ? object.id : null
    if (!ref) return { kind: 'ignored' }
    if (PAYMENT_EVENTS.has(type)) return { kind: 'payment', ref }
    if (REFUND_EVENTS.has(type)) return { kind: 'refund', ref }
    if (type.startsWith('charge.dispute.')) return { kind: 'dispute', ref }
    if (type === 'payment_method.detached') return { kind: 'method_removed', ref }
    if (type === 'payment_method.updated' || type === 'payment_method.automatically_updated')
      return { kind: 'method_changed', ref }
    return { kind: 'ignored' }
  },
}

/** `payment_intent.created` says nothing that matters: our own row was there first. */
const PAYMENT_EVENTS = new Set([
  'payment_intent.succeeded',
  'payment_intent.processing',
  'payment_intent.payment_failed',
  'payment_intent.canceled',
  'payment_intent.requires_action',
])
const REFUND_EVENTS = new Set(['refund.created', 'refund.updated', 'refund.failed'])

const idOf = (value: string | { id: string } | null): string | null =>
  typeof value === 'string' ? value : (value?.id ?? null)

/** The key remembers a failure, or a first request with other details (a name that was changed since). */
const isKeyOfNoUse = (error: unknown): boolean =>
  error instanceof ProcessorKeySpentError ||
  (error instanceof ProcessorRejectedError && error.code === 'StripeIdempotencyError')

/** A refused off-session charge is a 402 whose error carries the PaymentIntent: read it as a report. */
function reportOfRefusal(error: unknown): PaymentReport | null {
  const cause =
    error instanceof ProcessorRejectedError ? (error.cause as Stripe.errors.StripeError | undefined) : undefined
  const intent = cause?.payment_intent
  if (cause?.type !== 'StripeCardError' || !intent) return null
  const report = toPaymentReport(intent)
  return {
    ...report,
    status: 'FAILED',
    failure: { code: cause.code ?? 'card_declined', declineCode: cause.decline_code ?? null, message: cause.message },
  }
}
