/**
 * The port to those who carry money. `lib/processors/<name>` implements it in our words; nothing of an SDK passes through.
 * A processor carries a decision, it never decides what is owed.
 */
export type ProcessorName = 'STRIPE' | 'PAYPAL' | 'BANK_TRANSFER'

export interface PaymentFailure {
  /** The processor's stable code, e.g. card_declined, expired_card, authentication_required. */
  code: string
  /** The issuer's reason where given, e.g. insufficient_funds. */
  declineCode: string | null
  /** Safe to show to the customer. */
  message: string
}

export interface MethodDescription {
  processorRef: string
  type: string
  brand: string | null
  last4: string | null
  expMonth: number | null
  expYear: number | null
}

/** What a processor says of one payment at the moment it is asked. */
export interface PaymentReport {
  processorRef: string
  /** Our payment's id, as we gave it along. */
  paymentId: string | null
  status: 'AWAITING_CUSTOMER' | 'PROCESSING' | 'SUCCEEDED' | 'FAILED' | 'CANCELED'
  /** Minor units actually received. */
  amountReceived: bigint
  currency: string
  failure: PaymentFailure | null
  method: MethodDescription | null
}

export interface RefundReport {
  processorRef: string
  refundId: string | null
  status: 'PENDING' | 'SUCCEEDED' | 'FAILED'
  failureCode: string | null
}

export interface DisputeReport {
  processorRef: string
  /** The payment at the processor that is disputed. */
  paymentRef: string
  /** An inquiry is a question of the bank: no money was taken. It may be closed, or become a dispute. */
  status: 'INQUIRY' | 'INQUIRY_CLOSED' | 'OPEN' | 'WON' | 'LOST'
  amount: bigint
  currency: string
  reason: string
  /** What the processor keeps for handling it so far, in the currency it settles in; null where it took nothing. */
  fee: { amount: bigint; currency: string } | null
  /** Until when evidence can be handed in. */
  respondBy: Date | null
}

export interface ChargeRequest {
  paymentId: string
  invoiceId: string
  customerRef: string
  amount: bigint
  currency: string
  description: string
  idempotencyKey: string
}

/** What an inbound event is about: a pointer to re-read, because events arrive late, twice and out of order. */
export type EventSubject =
  | { kind: 'payment'; ref: string }
  | { kind: 'refund'; ref: string }
  | { kind: 'dispute'; ref: string }
  | { kind: 'method_changed'; ref: string }
  | { kind: 'method_removed'; ref: string }
  | { kind: 'ignored' }

export interface VerifiedEvent {
  externalId: string
  type: string
  payload: unknown
}

export interface PaymentProcessor {
  readonly name: ProcessorName
  /** The customer's id at the processor; creates it once per our id, however often it is asked. */
  ensureCustomer(customer: { id: string; name: string; email: string; ref: string | null }): Promise<string>
  /** Opens a payment that the customer confirms in the browser with the returned secret. */
  openPayment(request: ChargeRequest): Promise<PaymentReport & { clientSecret: string }>
  /** Charges a stored method without the customer. A refusal is a report, not an exception. */
  chargeStoredMethod(request: ChargeRequest & { methodRef: string }): Promise<PaymentReport>
  /** Reads a payment; the client secret serves a customer who comes back. */
  readPayment(ref: string): Promise<PaymentReport & { clientSecret: string | null }>
  /** Looks for a payment whose answer was lost, by our id. */
  findPayment(payment: { paymentId: string; customerRef: string; createdAfter: Date }): Promise<PaymentReport | null>
  /** Cancels a payment that has not succeeded; the report says what it really is now. */
  cancelPayment(ref: string): Promise<PaymentReport>
  refund(request: {
    refundId: string
    paymentRef: string
    amount: bigint
    idempotencyKey: string
  }): Promise<RefundReport>
  readRefund(ref: string): Promise<RefundReport>
  /** Looks for a refund whose answer was lost, by our id. */
  findRefund(refund: { refundId: string; paymentRef: string }): Promise<RefundReport | null>
  readDispute(ref: string): Promise<DisputeReport>
  /** Starts to store a method: the browser confirms with the secret. */
  openSetup(request: { customerRef: string; customerId: string }): Promise<{ setupRef: string; clientSecret: string }>
  /** The method a finished set-up stored, or null when it is not finished. Throws if it belongs to another customer. */
  readSetup(request: { setupRef: string; customerRef: string }): Promise<MethodDescription | null>
  readMethod(ref: string): Promise<MethodDescription & { customerRef: string | null }>
  detachMethod(ref: string): Promise<void>
  /** Checks the signature and parses. Throws invalid_signature. */
  verifyEvent(request: { rawBody: string; headers: Headers }): Promise<VerifiedEvent>
  subjectOf(event: { type: string; payload: unknown }): EventSubject
}

/**
 * The processor did not answer, or answered that it does not know: the work may or may not be done.
 * A payment becomes UNKNOWN and the reconciler asks later; nothing is retried blindly.
 */
export class ProcessorUnknownError extends Error {
  constructor(message: string, options?: { cause?: unknown }) {
    super(message, options)
    this.name = 'ProcessorUnknownError'
  }
}

/**
 * The processor remembers under this idempotency key that it failed, and will answer the same for as long as it keeps
 * the key: sending it again can no longer do the work (https://docs.stripe.com/api/idempotent_requests).
 */
export class ProcessorKeySpentError extends ProcessorUnknownError {
  constructor(message: string, options?: { cause?: unknown }) {
    super(message, options)
    this.name = 'ProcessorKeySpentError'
  }
}

/** The processor refused the request for good and did nothing (bad parameters, an object that is gone). */
export class ProcessorRejectedError extends Error {
  constructor(
    readonly code: string,
    message: string,
    options?: { cause?: unknown },
  ) {
    super(message, options)
    this.name = 'ProcessorRejectedError'
  }
}
