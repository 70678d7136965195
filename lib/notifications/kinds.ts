/**
 * Every email we send and what its template needs. Amounts are minor units as text, instants ISO text: the data is kept
 * as JSON, so that a notification says later exactly what it said then.
 */
export interface NotificationData {
  welcome: { name: string }
  password_reset: { name: string; url: string; expiresInMinutes: number }
  invitation: { inviterName: string; customerName: string; role: string; url: string }
  /** Sent when an invoice is paid: receipt and invoice in one, the PDF attached. */
  invoice_paid: InvoiceFacts & {
    paidAt: string
    /** In English words, for those who list notifications. */
    method: string | null
    /** The same as facts, so that it can be said in the customer's language. */
    paymentMethod?: PaymentMethodFacts | null
  }
  /** Sent when an invoice is to be paid by the customer, the PDF attached. */
  invoice_open: InvoiceFacts & { dueAt: string; payUrl: string }
  /** A sent invoice is overdue, the PDF attached. */
  invoice_reminder: InvoiceFacts & {
    /** From 1. */
    level: number
    /** No other follows. */
    isLast: boolean
    dueAt: string
    /** When the subscription ends if nothing is paid, where that is certain. */
    endsAt: string | null
    bank: { name: string; iban: string; bic: string }
    payUrl: string
  }
  payment_failed: InvoiceFacts & {
    /** In English words. */
    reason: string
    /** The processor's decline or failure code, so that the reason can be said in the customer's language. */
    reasonCode?: string | null
    nextAttemptAt: string | null
    /** When the subscription ends if nothing is paid, where that is certain. */
    endsAt?: string | null
    payUrl: string
  }
  /** The bank wants the customer to confirm (3-D Secure). */
  payment_action_needed: InvoiceFacts & { endsAt?: string | null; payUrl: string }
  /** Nothing more is tried: the subscription ended, what is due can still be paid. */
  subscription_ended_unpaid: {
    planName: string
    endedAt: string
    invoiceNumber: string
    amountDue: string
    currency: string
    payUrl: string
  }
  refund_issued: {
    creditNoteId: string
    creditNoteNumber: string
    invoiceNumber: string
    amount: string
    currency: string
  }
  /** A credit note that lowers what is due or goes to the balance, attached. What is sent back is told by `refund_issued`. */
  credit_note_issued: {
    creditNoteId: string
    creditNoteNumber: string
    invoiceNumber: string
    amount: string
    /** How much of it went to the balance; the rest lowered what was due. */
    toBalance: string
    currency: string
  }
  subscription_canceled: { planName: string; endsAt: string }
  subscription_resumed: { planName: string; renewsAt: string }
  plan_changed: {
    fromPlan: string
    toPlan: string
    effectiveAt: string
    amount: string
    currency: string
    interval: 'MONTH' | 'YEAR'
  }
  /** A few days before a trial ends. */
  trial_ending: {
    planName: string
    endsAt: string
    /** What a period then costs, without VAT. */
    amount: string
    currency: string
    interval: 'MONTH' | 'YEAR'
    /** Whether there is something to charge; if not, `otherwise` happens. */
    hasMethod: boolean
    otherwise: 'CANCEL' | 'PAUSE' | 'CREATE_INVOICE'
  }
  /** A trial ended without becoming a paid subscription. */
  trial_ended: { planName: string }
  subscription_paused: {
    planName: string
    /** Null: until somebody resumes it. */
    resumesAt: string | null
    /** With VAT; "0" if nothing was left to credit. */
    credited: string
    currency: string
  }
  /** A month before a yearly subscription renews. */
  renewal_upcoming: {
    planName: string
    renewsAt: string
    /** What will be charged, with VAT, as far as it is known today. */
    total: string
    currency: string
    paymentMethod: PaymentMethodFacts | null
  }
  /** In the last month in which the card works. */
  card_expiring: {
    paymentMethod: PaymentMethodFacts
    /** An instant of its last day, in UTC. */
    lastDay: string
  }
  /** To our own people: a bank took a payment back, or asks about it. */
  dispute_opened: {
    customerName: string
    invoiceNumber: string
    amount: string
    currency: string
    /** In the processor's words, e.g. `fraudulent`. */
    reason: string
    /** A question only: no money was taken. */
    isInquiry: boolean
    respondBy: string | null
    url: string
  }
  /** We switched a webhook endpoint off: to its owners, or to our own people for one of ours. */
  webhook_endpoint_disabled: {
    endpointUrl: string
    /** It answered 410 Gone; else it failed for days. */
    gone: boolean
    failingSince: string
    url: string
  }
  /** A share of what the plan includes of a meter is used; from 100 on all of it. */
  usage_threshold: {
    meterName: string
    percent: number
    /** Exact decimals. */
    used: string
    included: string
    /** More is refused; else it is charged. */
    hard: boolean
    /** Null: what is counted is not counted per cycle. */
    periodEnd: string | null
  }
  /** The overage of the cycle has come to the amount the customer wants to pay at most. */
  spend_cap_reached: { cap: string; overage: string; currency: string; periodEnd: string }
  /** A new price reaches this subscription at a renewal to come. */
  price_change: {
    planName: string
    effectiveAt: string
    fromAmount: string
    toAmount: string
    currency: string
    interval: 'MONTH' | 'YEAR'
  }
  /** A new price that was announced does not come. */
  price_change_withdrawn: {
    planName: string
    effectiveAt: string
    amount: string
    currency: string
    interval: 'MONTH' | 'YEAR'
  }
}

interface InvoiceFacts {
  invoiceId: string
  invoiceNumber: string
  total: string
  currency: string
  customerName: string
}

export type PaymentMethodFacts = {
  /** card, sepa_debit, paypal, bank_transfer */
  type: string
  brand: string | null
  last4: string | null
}

export type NotificationKind = keyof NotificationData
