import { EngineError } from './errors'

export type SubscriptionStatus =
  | 'SCHEDULED'
  | 'INCOMPLETE'
  | 'INCOMPLETE_EXPIRED'
  | 'TRIALING'
  | 'ACTIVE'
  | 'PAST_DUE'
  | 'UNPAID'
  | 'PAUSED'
  | 'CANCELED'

export type SubscriptionEvent =
  | 'STARTED'
  | 'PAYMENT_SUCCEEDED'
  | 'PAYMENT_FAILED'
  | 'TRIAL_STARTED'
  | 'TRIAL_ENDED'
  | 'INCOMPLETE_EXPIRED'
  | 'CANCELED'
  | 'PAUSED'
  | 'RESUMED'
  | 'DUNNING_EXHAUSTED'

type Transitions<State extends string, Event extends string> = Record<State, Partial<Record<Event, State>>>

/**
 * What an event makes of a subscription. An event missing from a row is illegal there; an event that maps a state to
 * itself is a repeated or late message, or one that does not matter in that state.
 *
 * PAYMENT_SUCCEEDED means "nothing is owed any more": with several open invoices the caller sends it after the last.
 */
const SUBSCRIPTION: Transitions<SubscriptionStatus, SubscriptionEvent> = {
  // Agreed for a later day: nothing is billed and nothing may be used until it starts.
  SCHEDULED: { STARTED: 'ACTIVE', TRIAL_STARTED: 'TRIALING', CANCELED: 'CANCELED' },
  INCOMPLETE: {
    PAYMENT_SUCCEEDED: 'ACTIVE',
    PAYMENT_FAILED: 'INCOMPLETE', // a declined card at checkout: another card may follow
    TRIAL_STARTED: 'TRIALING',
    INCOMPLETE_EXPIRED: 'INCOMPLETE_EXPIRED',
    CANCELED: 'CANCELED',
  },
  // Money that arrives after expiry changes nothing here: the payment is refunded by its use-case.
  INCOMPLETE_EXPIRED: {
    INCOMPLETE_EXPIRED: 'INCOMPLETE_EXPIRED',
    PAYMENT_SUCCEEDED: 'INCOMPLETE_EXPIRED',
    PAYMENT_FAILED: 'INCOMPLETE_EXPIRED',
  },
  TRIALING: {
    TRIAL_STARTED: 'TRIALING',
    TRIAL_ENDED: 'ACTIVE',
    PAYMENT_SUCCEEDED: 'TRIALING',
    PAYMENT_FAILED: 'TRIALING',
    PAUSED: 'PAUSED', // a trial that ends without a payment method
    CANCELED: 'CANCELED',
  },
  ACTIVE: {
    PAYMENT_SUCCEEDED: 'ACTIVE',
    PAYMENT_FAILED: 'PAST_DUE',
    TRIAL_ENDED: 'ACTIVE',
    PAUSED: 'PAUSED',
    RESUMED: 'ACTIVE',
    CANCELED: 'CANCELED',
  },
  PAST_DUE: {
    PAYMENT_SUCCEEDED: 'ACTIVE',
    PAYMENT_FAILED: 'PAST_DUE',
    DUNNING_EXHAUSTED: 'UNPAID',
    CANCELED: 'CANCELED',
  },
  UNPAID: {
    PAYMENT_SUCCEEDED: 'ACTIVE',
    PAYMENT_FAILED: 'UNPAID',
    DUNNING_EXHAUSTED: 'UNPAID',
    CANCELED: 'CANCELED',
  },
  PAUSED: {
    PAUSED: 'PAUSED',
    RESUMED: 'ACTIVE',
    PAYMENT_SUCCEEDED: 'PAUSED',
    PAYMENT_FAILED: 'PAUSED',
    CANCELED: 'CANCELED',
  },
  // The last invoice may still be paid or fail; coming back is a new subscription.
  CANCELED: { CANCELED: 'CANCELED', PAYMENT_SUCCEEDED: 'CANCELED', PAYMENT_FAILED: 'CANCELED' },
}

export type InvoiceStatus = 'DRAFT' | 'OPEN' | 'PAID' | 'VOID' | 'UNCOLLECTIBLE'
export type InvoiceEvent = 'FINALIZED' | 'PAID' | 'VOIDED' | 'MARKED_UNCOLLECTIBLE'

/** An invoice over nothing is finalised and paid at once; a mistake on a paid one is corrected by a credit note. */
const INVOICE: Transitions<InvoiceStatus, InvoiceEvent> = {
  DRAFT: { FINALIZED: 'OPEN' },
  OPEN: { FINALIZED: 'OPEN', PAID: 'PAID', VOIDED: 'VOID', MARKED_UNCOLLECTIBLE: 'UNCOLLECTIBLE' },
  PAID: { FINALIZED: 'PAID', PAID: 'PAID' },
  VOID: { VOIDED: 'VOID' },
  UNCOLLECTIBLE: { PAID: 'PAID', VOIDED: 'VOID', MARKED_UNCOLLECTIBLE: 'UNCOLLECTIBLE' },
}

export type PaymentStatus =
  'CREATED' | 'UNKNOWN' | 'REQUIRES_ACTION' | 'PROCESSING' | 'FAILED' | 'CANCELED' | 'SUCCEEDED'

/**
 * How much each report about a payment tells. A payment only moves up, so messages may repeat or arrive in any order
 * and the end is the same. SUCCEEDED is above FAILED and CANCELED because money that moved is a fact.
 */
const PAYMENT_KNOWLEDGE: Record<PaymentStatus, number> = {
  CREATED: 0,
  UNKNOWN: 1,
  REQUIRES_ACTION: 2,
  PROCESSING: 3,
  FAILED: 4,
  CANCELED: 4,
  SUCCEEDED: 5,
}

function transition<State extends string, Event extends string>(
  thing: string,
  table: Transitions<State, Event>,
  status: State,
  event: Event,
): State {
  const next = table[status]?.[event]
  if (next !== undefined) return next
  const code = `${thing}_transition_illegal`
  throw new EngineError(code, `A ${thing} that is ${status} cannot take ${event}.`, { status, event })
}

/** Throws `subscription_transition_illegal`. */
export function nextSubscriptionStatus(status: SubscriptionStatus, event: SubscriptionEvent): SubscriptionStatus {
  return transition('subscription', SUBSCRIPTION, status, event)
}

/** Throws `invoice_transition_illegal`. */
export function nextInvoiceStatus(status: InvoiceStatus, event: InvoiceEvent): InvoiceStatus {
  return transition('invoice', INVOICE, status, event)
}

/**
 * Where a payment stands after its processor (by return, webhook or reconciler) reported `reported`. Never moves back:
 * `nextPaymentStatus('SUCCEEDED', 'PROCESSING')` is `SUCCEEDED`. Throws `payment_status_unknown`.
 */
export function nextPaymentStatus(status: PaymentStatus, reported: PaymentStatus): PaymentStatus {
  const [known, told] = [PAYMENT_KNOWLEDGE[status], PAYMENT_KNOWLEDGE[reported]]
  if (known === undefined || told === undefined) {
    throw new EngineError('payment_status_unknown', 'Not a payment status.', { status, reported })
  }
  return told > known ? reported : status
}
