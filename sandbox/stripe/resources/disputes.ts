import type { Stripe } from 'stripe'
import type { DisputeRecord } from '../../state/records'
import { createdParam } from '../common-params'
import type { Context } from '../context'
import { invalid, missing } from '../errors'
import { emit } from '../events'
import { createdWithin, cursorParams, page } from '../lists'
import { boolean, declare, hash, ignored, mergeMetadata, metadata, text, word } from '../params'
import { closeDispute, isOpen } from '../payments/disputes'
import { get, post } from '../route'
import { serializeDispute } from '../serializers/dispute'

const evidence = hash(
  declare<Stripe.DisputeUpdateParams.Evidence>()({
    access_activity_log: text,
    appeal: ignored,
    billing_address: text,
    cancellation_policy: text,
    cancellation_policy_disclosure: text,
    cancellation_rebuttal: text,
    customer_communication: text,
    customer_email_address: text,
    customer_name: text,
    customer_purchase_ip: text,
    customer_signature: text,
    duplicate_charge_documentation: text,
    duplicate_charge_explanation: text,
    duplicate_charge_id: text,
    enhanced_evidence: ignored,
    product_description: text,
    receipt: text,
    refund_policy: text,
    refund_policy_disclosure: text,
    refund_refusal_explanation: text,
    service_date: text,
    service_documentation: text,
    shipping_address: text,
    shipping_carrier: text,
    shipping_date: text,
    shipping_documentation: text,
    shipping_tracking_number: text,
    uncategorized_file: text,
    uncategorized_text: text,
  }),
)

const updateParams = declare<Stripe.DisputeUpdateParams>()({
  evidence,
  intended_submission_method: ignored,
  metadata,
  submit: boolean,
})
const listParams = declare<Stripe.DisputeListParams>()({ charge: word, created: createdParam, payment_intent: word })

export const disputeRoutes = [
  get('/v1/disputes', {
    params: { ...listParams, ...cursorParams },
    handle: (context, params) => {
      const records = listed(context, params).filter(createdWithin(params.created))
      return page(context, { url: '/v1/disputes', collection: 'dispute', records, params })
    },
  }),
  get('/v1/disputes/:id', {
    params: {},
    handle: (context, _params, { id }) => show(context, findDispute(context, id)),
  }),
  post('/v1/disputes/:id', {
    params: updateParams,
    handle: (context, params, { id }) => {
      const before = findDispute(context, id)
      if (params.evidence && !isOpen(before)) throw invalid('This dispute is already closed')
      const given = texts(params.evidence ?? {})
      // as the SDK documents it, evidence goes to the bank at once unless `submit` is false
      const isSubmitted = Object.keys(given).length > 0 && params.submit !== false
      const after = context.store.put('dispute', {
        ...before,
        evidence: { ...before.evidence, ...given },
        has_evidence: before.has_evidence || Object.keys(given).length > 0,
        metadata: mergeMetadata(before.metadata, params.metadata),
        submission_count: before.submission_count + (isSubmitted ? 1 : 0),
        status: isSubmitted ? underReview(before) : before.status,
      })
      emit(context, 'charge.dispute.updated', 'dispute', after, before)
      return show(context, isSubmitted ? decided(context, after) : after)
    },
  }),
  post('/v1/disputes/:id/close', {
    params: {},
    handle: (context, _params, { id }) => show(context, closeDispute(context, findDispute(context, id), 'lost')),
  }),
]

/** Stripe's test evidence decides a dispute at once. */
function decided(context: Context, dispute: DisputeRecord): DisputeRecord {
  const outcome = dispute.evidence.uncategorized_text
  if (outcome === 'winning_evidence') return closeDispute(context, dispute, 'won')
  if (outcome === 'losing_evidence') return closeDispute(context, dispute, 'lost')
  return dispute
}

function underReview(dispute: DisputeRecord): DisputeRecord['status'] {
  return dispute.status.startsWith('warning_') ? 'warning_under_review' : 'under_review'
}

function texts(given: Readonly<Record<string, unknown>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(given).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  )
}

function listed(context: Context, params: { charge?: string; payment_intent?: string }): DisputeRecord[] {
  const { store } = context
  if (params.charge !== undefined) return store.where('dispute', 'charge', params.charge)
  if (params.payment_intent !== undefined) return store.where('dispute', 'payment_intent', params.payment_intent)
  return store.all('dispute')
}

export function findDispute(context: Context, id: string): DisputeRecord {
  const dispute = context.store.get('dispute', id)
  if (!dispute) throw missing('dispute', id)
  return dispute
}

function show(context: Context, dispute: DisputeRecord): object {
  return serializeDispute(context.store, context.now, dispute)
}
