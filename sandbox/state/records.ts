import type { Stripe } from 'stripe'

/**
 * What the sandbox remembers of each object. Fields that Stripe shows carry Stripe's names, so that a serializer is a
 * plain mapping; fields that only the sandbox knows (how a test card behaves, for example) are named in the comments.
 * Records are immutable: a change is a new record put into the store.
 */
export interface Collections {
  customer: CustomerRecord
  payment_method: PaymentMethodRecord
  payment_intent: PaymentIntentRecord
  setup_intent: SetupIntentRecord
  setup_attempt: SetupAttemptRecord
  charge: ChargeRecord
  refund: RefundRecord
  dispute: DisputeRecord
  balance_transaction: BalanceTransactionRecord
  mandate: MandateRecord
  product: ProductRecord
  price: PriceRecord
  token: TokenRecord
  confirmation_token: ConfirmationTokenRecord
  webhook_endpoint: WebhookEndpointRecord
  event: EventRecord
  delivery: DeliveryRecord
  timer: TimerRecord
  idempotency: IdempotencyRecord
  setting: SettingRecord
  mail: MailRecord
  vat_id: VatIdRecord
}

export type CollectionName = keyof Collections

export type Metadata = Record<string, string>

/** An object of the API: identified, dated (seconds since 1970, by the sandbox's clock) and labelled. */
export interface ApiRecord {
  readonly id: string
  readonly created: number
  readonly metadata: Metadata
}

export interface Shipping {
  readonly address?: Stripe.Address
  readonly carrier?: string | null
  readonly name?: string
  readonly phone?: string | null
  readonly tracking_number?: string | null
}

export interface CustomerRecord extends ApiRecord {
  readonly address: Stripe.Address | null
  readonly balance: number
  readonly business_name?: string
  readonly description: string | null
  readonly email: string | null
  readonly individual_name?: string
  readonly invoice_prefix: string
  readonly default_payment_method: string | null
  readonly invoice_footer: string | null
  readonly name: string | null
  readonly next_invoice_sequence: number
  readonly phone: string | null
  readonly preferred_locales: string[]
  readonly shipping: Shipping | null
  readonly tax_exempt: string
  readonly deleted?: true
}

export interface BillingDetails {
  readonly address: Stripe.Address
  readonly email: string | null
  readonly name: string | null
  readonly phone: string | null
  readonly tax_id: string | null
}

export interface CardFacts {
  readonly brand: string
  readonly country: string
  readonly exp_month: number
  readonly exp_year: number
  readonly fingerprint: string
  readonly funding: string
  readonly last4: string
  /** The test card's number: the key to its behaviour. */
  readonly number: string
  readonly cvc_check: 'pass' | 'fail' | null
}

export interface SepaFacts {
  readonly bank_code: string
  readonly country: string
  readonly fingerprint: string
  readonly last4: string
  /** The test account's IBAN: the key to its behaviour. */
  readonly iban: string
}

export interface PaymentMethodRecord extends ApiRecord {
  readonly type: 'card' | 'sepa_debit'
  readonly allow_redisplay: string
  readonly billing_details: BillingDetails
  readonly customer: string | null
  readonly card?: CardFacts
  readonly sepa_debit?: SepaFacts
  /** A customer authenticated it for later use: some test cards then pass off-session. */
  readonly set_up: boolean
  /** It was used without a customer, or detached: Stripe refuses to use it again. */
  readonly consumed: boolean
  readonly mandate: string | null
}

/** Why an attempt failed, in the words of Stripe's error object. */
export interface AttemptError {
  readonly type: 'card_error' | 'invalid_request_error'
  readonly code: string
  readonly decline_code?: string
  readonly message: string
  readonly param?: string
  readonly advice_code?: string
  readonly network_decline_code?: string
  readonly charge?: string
  /** The id of the payment method that failed. */
  readonly payment_method?: string
  readonly payment_method_type?: string
}

/** What the customer has to do next; `url` is relative to the sandbox's own origin. */
export interface NextAction {
  readonly kind: 'use_stripe_sdk' | 'redirect_to_url'
  readonly origin: string
  readonly return_url: string | null
}

interface IntentRecord extends ApiRecord {
  readonly allowed_payment_method_types: string[] | null
  readonly automatic_payment_methods: { readonly enabled: boolean; readonly allow_redirects?: string } | null
  readonly cancellation_reason: string | null
  readonly client_secret: string
  readonly customer: string | null
  readonly description: string | null
  readonly excluded_payment_method_types: string[] | null
  readonly next_action: NextAction | null
  readonly on_behalf_of: string | null
  readonly payment_method: string | null
  readonly payment_method_types: string[]
  readonly payment_method_options: Stripe.PaymentIntent.PaymentMethodOptions
  readonly error: AttemptError | null
}

export interface PaymentIntentRecord extends IntentRecord {
  readonly amount: number
  readonly amount_capturable: number
  readonly amount_received: number
  readonly canceled_at: number | null
  readonly capture_method: 'automatic' | 'automatic_async' | 'manual'
  readonly confirmation_method: 'automatic' | 'manual'
  readonly currency: string
  readonly latest_charge: string | null
  readonly processing: boolean
  readonly receipt_email: string | null
  readonly setup_future_usage: string | null
  readonly shipping: Shipping | null
  readonly statement_descriptor: string | null
  readonly statement_descriptor_suffix: string | null
  readonly status: PaymentIntentStatus
  readonly transfer_group: string | null
  /** The customer passed 3-D Secure with the present payment method. */
  readonly authenticated: boolean
}

export type PaymentIntentStatus =
  | 'requires_payment_method'
  | 'requires_confirmation'
  | 'requires_action'
  | 'processing'
  | 'requires_capture'
  | 'canceled'
  | 'succeeded'

export interface SetupIntentRecord extends IntentRecord {
  readonly flow_directions: string[] | null
  readonly latest_attempt: string | null
  readonly mandate: string | null
  readonly single_use_mandate: string | null
  readonly status: SetupIntentStatus
  readonly usage: string
}

export type SetupIntentStatus = Exclude<PaymentIntentStatus, 'requires_capture'>

export interface SetupAttemptRecord {
  readonly id: string
  readonly created: number
  readonly customer: string | null
  readonly payment_method: string
  readonly payment_method_type: 'card' | 'sepa_debit'
  readonly setup_error: AttemptError | null
  readonly setup_intent: string
  readonly status: string
  readonly usage: string
  readonly authenticated: boolean
}

export interface ChargeRecord extends ApiRecord {
  readonly amount: number
  readonly amount_captured: number
  readonly amount_refunded: number
  readonly balance_transaction: string | null
  readonly billing_details: BillingDetails
  readonly captured: boolean
  readonly currency: string
  readonly customer: string | null
  readonly description: string | null
  readonly disputed: boolean
  readonly failure_balance_transaction: string | null
  readonly error: AttemptError | null
  readonly payment_intent: string | null
  readonly payment_method: string
  readonly payment_method_type: 'card' | 'sepa_debit'
  readonly card?: CardFacts
  readonly sepa_debit?: SepaFacts
  readonly mandate: string | null
  readonly receipt_email: string | null
  readonly shipping: Shipping | null
  readonly statement_descriptor: string | null
  readonly statement_descriptor_suffix: string | null
  readonly status: 'succeeded' | 'pending' | 'failed'
  readonly three_d_secure: boolean
  readonly transfer_group: string | null
  readonly fraud_report: string | null
}

export interface RefundRecord extends ApiRecord {
  readonly amount: number
  readonly balance_transaction: string | null
  readonly charge: string
  readonly currency: string
  readonly customer: string | null
  readonly failure_balance_transaction?: string
  readonly failure_reason?: string
  readonly payment_intent: string | null
  readonly payment_method: string | null
  readonly payment_method_type: 'card' | 'sepa_debit'
  readonly reason: string | null
  readonly status: 'pending' | 'succeeded' | 'failed' | 'canceled'
}

export interface DisputeRecord extends ApiRecord {
  readonly amount: number
  readonly balance_transactions: string[]
  readonly charge: string
  readonly currency: string
  readonly evidence: Record<string, string>
  readonly due_by: number
  readonly has_evidence: boolean
  readonly submission_count: number
  readonly payment_intent: string | null
  readonly card_brand: string | null
  readonly reason: string
  readonly status: DisputeStatus
}

export type DisputeStatus =
  | 'needs_response'
  | 'under_review'
  | 'won'
  | 'lost'
  | 'warning_needs_response'
  | 'warning_under_review'
  | 'warning_closed'

export interface BalanceTransactionRecord {
  readonly id: string
  readonly created: number
  readonly amount: number
  readonly available_on: number
  readonly currency: string
  readonly description: string | null
  readonly fee: number
  readonly fee_description: string | null
  readonly reporting_category: string
  readonly source: string
  readonly type: Stripe.BalanceTransaction['type']
}

export interface MandateRecord {
  readonly id: string
  readonly created: number
  readonly accepted_at: number
  readonly acceptance: 'online' | 'offline'
  readonly ip_address: string | null
  readonly user_agent: string | null
  readonly payment_method: string
  readonly reference: string
}

export interface ProductRecord extends ApiRecord {
  readonly active: boolean
  readonly default_price: string | null
  readonly description: string | null
  readonly images: string[]
  readonly marketing_features: { readonly name: string }[]
  readonly name: string
  readonly shippable: boolean | null
  readonly statement_descriptor: string | null
  readonly tax_code: string | null
  readonly type: string
  readonly unit_label: string | null
  readonly updated: number
  readonly url: string | null
  readonly deleted?: true
}

export interface PriceTier {
  readonly flat_amount_decimal: string | null
  readonly unit_amount_decimal: string | null
  readonly up_to: number | null
}

export interface PriceRecord extends ApiRecord {
  readonly active: boolean
  readonly billing_scheme: 'per_unit' | 'tiered'
  readonly currency: string
  readonly lookup_key: string | null
  readonly nickname: string | null
  readonly product: string
  readonly recurring: {
    readonly interval: string
    readonly interval_count: number
    readonly meter: string | null
    readonly trial_period_days: number | null
    readonly usage_type: string
  } | null
  readonly tax_behavior: string
  readonly tiers: PriceTier[] | null
  readonly tiers_mode: string | null
  readonly transform_quantity: { readonly divide_by: number; readonly round: string } | null
  readonly unit_amount_decimal: string | null
}

export interface TokenRecord {
  readonly id: string
  readonly created: number
  readonly type: 'card'
  readonly card: CardFacts
  readonly card_id: string
  readonly name: string | null
  readonly used: boolean
}

export interface ConfirmationTokenRecord {
  readonly id: string
  readonly created: number
  readonly payment_method: PaymentMethodRecord
  readonly return_url: string | null
  readonly setup_future_usage: string | null
  readonly shipping: Shipping | null
  readonly payment_intent: string | null
  readonly setup_intent: string | null
}

export interface WebhookEndpointRecord extends ApiRecord {
  readonly api_version: string | null
  readonly description: string | null
  readonly enabled_events: string[]
  readonly secret: string
  readonly status: 'enabled' | 'disabled'
  readonly url: string
}

export interface EventRecord {
  readonly id: string
  readonly created: number
  readonly type: Stripe.Event['type']
  readonly object: object
  readonly previous_attributes?: Record<string, unknown>
  readonly request_id: string | null
  readonly idempotency_key: string | null
}

/** A webhook still to be delivered; the record is deleted once the endpoint took it or the last attempt failed. */
export interface DeliveryRecord {
  readonly id: string
  readonly event: string
  readonly endpoint: string
  readonly attempts: number
  /** Real time in milliseconds before which no attempt is made. */
  readonly notBefore: number
}

/** Something that happens to an object later, by the sandbox's clock. */
export interface TimerRecord {
  readonly id: string
  /** Seconds since 1970 by the sandbox's clock. */
  readonly due: number
  readonly action: 'book_charge' | 'settle_debit' | 'settle_refund'
  readonly object: string
}

export interface IdempotencyRecord {
  readonly id: string
  readonly fingerprint: string
  readonly status: number
  readonly body: string
  /** The id of the request that did the work. */
  readonly request: string
}

export interface SettingRecord {
  readonly id: 'clock' | 'webhooks'
  readonly value: string | null
}

export interface MailRecord {
  readonly id: string
  readonly to: string[]
  readonly from: string
  readonly subject: string
  readonly html: string | null
  readonly text: string | null
  readonly headers: Record<string, string>
  readonly receivedAt: string
  readonly attachments: {
    readonly filename: string
    readonly contentType: string
    readonly size: number
    /** Base64. */
    readonly content: string
  }[]
}

/** What VIES is to say of an id, of a member state's ids (`FR`) or of all (`*`). */
export interface VatIdRecord {
  readonly id: string
  readonly state: 'valid' | 'invalid' | ViesError
  /** How often; null = until it is taken back. */
  readonly times: number | null
}

type ViesError =
  'MS_UNAVAILABLE' | 'SERVICE_UNAVAILABLE' | 'TIMEOUT' | 'MS_MAX_CONCURRENT_REQ' | 'GLOBAL_MAX_CONCURRENT_REQ'
