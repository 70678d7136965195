/**
 * What we tell of, and what the event's `data.object` is. The names are for ever: receivers branch on them. Each is
 * explained where people choose them (`components/texts/en/outbound.ts`) and in docs/WEBHOOKS.md.
 */
export const EVENT_SUBJECTS = {
  'invoice.finalized': 'invoice',
  'invoice.paid': 'invoice',
  'invoice.payment_failed': 'invoice',
  'invoice.voided': 'invoice',
  'invoice.marked_uncollectible': 'invoice',
  'subscription.created': 'subscription',
  'subscription.updated': 'subscription',
  'subscription.canceled': 'subscription',
  'subscription.paused': 'subscription',
  'subscription.resumed': 'subscription',
  'subscription.trial_will_end': 'subscription',
  'subscription.past_due': 'subscription',
  'payment.succeeded': 'payment',
  'payment.failed': 'payment',
  'refund.succeeded': 'refund',
  'credit_note.issued': 'credit_note',
  'payment_method.attached': 'payment_method',
  'payment_method.removed': 'payment_method',
  'usage.threshold_reached': 'usage',
  'usage.limit_reached': 'usage',
  'usage.spend_cap_reached': 'usage',
  'entitlements.updated': 'entitlements',
} as const

export type EventType = keyof typeof EVENT_SUBJECTS
export type SubjectType = (typeof EVENT_SUBJECTS)[EventType]

export const EVENT_TYPES = Object.keys(EVENT_SUBJECTS) as [EventType, ...EventType[]]

/** Sent to one endpoint by hand, to try it. It cannot be asked for, and takes no number. */
export const TEST_EVENT_TYPE = 'webhook.test'
