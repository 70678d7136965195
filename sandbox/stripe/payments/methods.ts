import { createHash } from 'node:crypto'
import type { Stripe } from 'stripe'
import type { CardFacts, PaymentMethodRecord, SepaFacts, TokenRecord } from '../../state/records'
import { identifier } from '../../state/ids'
import { billingDetailsParam, fullAddress, mergeBillingDetails } from '../common-params'
import type { Context } from '../context'
import { ApiError, invalid, missing, parameterMissing } from '../errors'
import { emit } from '../events'
import {
  declare,
  emptyable,
  hash,
  ignored,
  integer,
  mergeMetadata,
  metadata,
  oneOf,
  type Parsed,
  required,
  type Spec,
  word,
} from '../params'
import type { RawValue } from '../form'
import { isIban } from '../test-ibans'
import { LIVE_CARD_IN_TEST_MODE, passesLuhn, type TestCard, testCard, testCardByAlias } from '../test-cards'

/** A number as people type it: spaces and hyphens go. */
export const digits: Spec<string> = { parse: (value, path) => word.parse(value, path).replace(/[\s-]/g, '') }

export const cardParam = hash({
  number: digits,
  exp_month: integer(),
  exp_year: integer(),
  cvc: digits,
  token: word,
  networks: ignored,
  name: ignored,
})

export const sepaDebitParam = hash({ iban: required(digits) })

/** Types of payment methods that Stripe knows and this sandbox does not offer. */
const OTHER_TYPES = [
  ...['acss_debit', 'affirm', 'afterpay_clearpay', 'alipay', 'alma', 'amazon_pay', 'au_becs_debit', 'bacs_debit'],
  ...['bancontact', 'billie', 'bizum', 'blik', 'boleto', 'cashapp', 'crypto', 'custom', 'customer_balance', 'eps'],
  ...['fpx', 'giropay', 'grabpay', 'ideal', 'interac_present', 'kakao_pay', 'klarna', 'konbini', 'kr_card', 'link'],
  ...['mb_way', 'mobilepay', 'multibanco', 'naver_pay', 'nz_bank_account', 'oxxo', 'p24', 'pay_by_bank', 'payco'],
  ...['paynow', 'paypal', 'paypay', 'payto', 'pix', 'promptpay', 'revolut_pay', 'samsung_pay', 'satispay', 'scalapay'],
  ...['sequra', 'sofort', 'sunbit', 'swish', 'twint', 'upi', 'us_bank_account', 'wechat_pay', 'zip'],
] as const

const otherTypes = Object.fromEntries(OTHER_TYPES.map((type) => [type, ignored])) as Record<
  (typeof OTHER_TYPES)[number],
  Spec<RawValue>
>

const dataShape = {
  type: required(word),
  allow_redisplay: oneOf('always', 'limited', 'unspecified'),
  billing_details: billingDetailsParam,
  card: cardParam,
  metadata,
  radar_options: ignored,
  sepa_debit: sepaDebitParam,
  ...otherTypes,
}

/** `payment_method_data` of an intent. Raw card numbers are taken, as Stripe takes them in test mode. */
export const paymentMethodDataParam = hash(declare<Stripe.PaymentIntentCreateParams.PaymentMethodData>()(dataShape))

/** The parameters that create a payment method. */
export const createMethodShape = declare<Stripe.PaymentMethodCreateParams>()({
  ...dataShape,
  customer: ignored,
  payment_method: word,
})

export type PaymentMethodData = Parsed<typeof dataShape>
type CardInput = Partial<
  Pick<ReturnType<typeof cardParam.parse>, 'number' | 'exp_month' | 'exp_year' | 'cvc' | 'token'>
>

/** Creates a payment method from raw data or a token. Wrong numbers and dates are refused as card errors (402). */
export function createMethod(context: Context, data: PaymentMethodData): PaymentMethodRecord {
  return context.store.put('payment_method', buildMethod(context, data))
}

/** The same without keeping it: a ConfirmationToken keeps it until it is used. */
export function buildMethod(context: Context, data: PaymentMethodData): PaymentMethodRecord {
  const billing = mergeBillingDetails(undefined, data.billing_details)
  const common = {
    ...blankMethod(context),
    allow_redisplay: data.allow_redisplay ?? 'unspecified',
    billing_details: billing,
    metadata: mergeMetadata({}, data.metadata),
  }
  if (data.type === 'card') {
    if (!data.card) throw parameterMissing('card')
    return { ...common, type: 'card', card: cardFacts(context, data.card) }
  }
  if (data.type === 'sepa_debit') {
    if (!data.sepa_debit) throw parameterMissing('sepa_debit')
    if (billing.name === null) throw parameterMissing('billing_details[name]')
    if (billing.email === null) throw parameterMissing('billing_details[email]')
    return { ...common, type: 'sepa_debit', sepa_debit: sepaFacts(data.sepa_debit.iban) }
  }
  throw invalid(
    `The payment method type "${data.type}" is invalid. Please ensure the provided type is activated in your dashboard (https://dashboard.stripe.com/account/payments/settings) and your account is enabled for any preview features that you are trying to use.`,
    { code: 'payment_method_unactivated', param: 'type' },
  )
}

/** The payment method of that id. Stripe's shorthands (`pm_card_visa`) make a new one each time they are used. */
export function findMethod(context: Context, id: string, param = 'payment_method'): PaymentMethodRecord {
  const found = context.store.get('payment_method', id)
  if (found) return found
  const card = testCardByAlias(id)
  if (card)
    return context.store.put('payment_method', {
      ...blankMethod(context),
      type: 'card',
      card: aliasFacts(context, card),
    })
  if (id === 'pm_sepaDebit_success' || id === 'pm_sepa_debit') return sepaAlias(context)
  throw missing('PaymentMethod', id, param)
}

/** A token as a payment method, for the older ways of paying. */
export function methodFromToken(context: Context, id: string, param = 'source'): PaymentMethodRecord {
  const card = tokenFacts(context, id, param)
  return context.store.put('payment_method', { ...blankMethod(context), id: identifier('card'), type: 'card', card })
}

/** Links a payment method to a customer. `set_up` says that it may be used off-session from now on. */
export function attachMethod(
  context: Context,
  method: PaymentMethodRecord,
  change: { customer: string; set_up?: boolean },
): PaymentMethodRecord {
  const attached = context.store.put('payment_method', {
    ...method,
    customer: change.customer,
    set_up: method.set_up || (change.set_up ?? false),
  })
  if (method.customer !== change.customer) emit(context, 'payment_method.attached', 'payment_method', attached)
  return attached
}

/** Refuses a payment method that was used up, or that belongs to somebody else. */
export function assertUsable(method: PaymentMethodRecord, customer: string | null): void {
  if (method.consumed) {
    throw invalid(
      'The provided PaymentMethod was previously used with a PaymentIntent without Customer attachment, shared with a connected account without Customer attachment, or was detached from a Customer. It may not be used again. To use a PaymentMethod multiple times, you must attach it to a Customer first.',
      { param: 'payment_method' },
    )
  }
  if (method.customer === null || method.customer === customer) return
  throw invalid(
    customer === null
      ? `The PaymentMethod ${method.id} belongs to the Customer ${method.customer}. Please include the Customer in the \`customer\` parameter.`
      : `The PaymentMethod ${method.id} does not belong to the Customer ${customer}. Please use this with the PaymentMethod's Customer instead.`,
    { param: 'payment_method' },
  )
}

/** How the test card behind a payment method behaves. */
export function cardBehind(method: { readonly card?: CardFacts }): TestCard | undefined {
  return method.card && (testCard(method.card.number) ?? unlisted(method.card.number))
}

function blankMethod(context: Context) {
  return {
    id: identifier('pm'),
    created: context.now,
    metadata: {},
    allow_redisplay: 'unspecified',
    billing_details: { address: fullAddress(null), email: null, name: null, phone: null, tax_id: null },
    customer: null,
    set_up: false,
    consumed: false,
    mandate: null,
  }
}

/** Reads a card's data; used by payment methods and by tokens. */
export function cardFacts(context: Context, input: CardInput): CardFacts {
  if (input.token !== undefined) return tokenFacts(context, input.token, 'card[token]')
  const { number, exp_month, exp_year, cvc } = input
  if (number === undefined) throw parameterMissing('card[number]')
  if (exp_month === undefined) throw parameterMissing('card[exp_month]')
  if (exp_year === undefined) throw parameterMissing('card[exp_year]')
  const year = exp_year < 100 ? 2000 + exp_year : exp_year
  const known = testCard(number)
  if (!/^\d{8,19}$/.test(number))
    throw cardError('invalid_number', 'The card number is not a valid credit card number.', 'number')
  if (known?.decline?.code === 'incorrect_number' || !passesLuhn(number)) {
    throw cardError('incorrect_number', 'Your card number is incorrect.', 'number')
  }
  if (exp_month < 1 || exp_month > 12)
    throw cardError('invalid_expiry_month', "Your card's expiration month is invalid.", 'exp_month')
  if (isPast(context.now, exp_month, year))
    throw cardError('invalid_expiry_year', "Your card's expiration year is invalid.", 'exp_year')
  if (cvc !== undefined && !/^\d{3,4}$/.test(cvc))
    throw cardError('invalid_cvc', "Your card's security code is invalid.", 'cvc')
  const card: TestCard = known ?? unlisted(number)
  return {
    ...factsOf(card),
    exp_month,
    exp_year: year,
    cvc_check: cvc === undefined ? null : (card.cvcCheck ?? 'pass'),
  }
}

function tokenFacts(context: Context, id: string, param: string): CardFacts {
  const token: TokenRecord | undefined = context.store.get('token', id)
  if (token?.used) {
    throw invalid(`You cannot use a Stripe token more than once: ${id}.`, { code: 'token_already_used', param })
  }
  if (token) return context.store.put('token', { ...token, used: true }).card
  const card = testCardByAlias(id)
  if (!card) throw missing('token', id, param)
  return aliasFacts(context, card)
}

function aliasFacts(context: Context, card: TestCard): CardFacts {
  const year = new Date(context.now * 1000).getUTCFullYear()
  return { ...factsOf(card), exp_month: 12, exp_year: year + 8, cvc_check: card.cvcCheck ?? 'pass' }
}

function factsOf(card: TestCard) {
  return {
    brand: card.brand,
    country: card.country,
    fingerprint: fingerprint(card.number),
    funding: card.funding,
    last4: card.number.slice(-4),
    number: card.number,
  }
}

/** A number Stripe does not list: it can be stored, and is declined wherever it is used. */
function unlisted(number: string): TestCard {
  const brand = number.startsWith('4')
    ? 'visa'
    : number.startsWith('3')
      ? 'amex'
      : number.startsWith('5')
        ? 'mastercard'
        : 'unknown'
  return {
    number,
    brand,
    country: 'US',
    funding: 'credit',
    aliases: [],
    authentication: 'never',
    decline: LIVE_CARD_IN_TEST_MODE,
  }
}

function sepaFacts(given: string): SepaFacts {
  const iban = given.toUpperCase()
  if (!isIban(iban)) {
    throw invalid('The IBAN you entered is invalid.', { code: 'invalid_bank_account_iban', param: 'sepa_debit[iban]' })
  }
  return {
    bank_code: iban.slice(4, 12),
    country: iban.slice(0, 2),
    fingerprint: fingerprint(iban),
    last4: iban.slice(-4),
    iban,
  }
}

function sepaAlias(context: Context): PaymentMethodRecord {
  return context.store.put('payment_method', {
    ...blankMethod(context),
    type: 'sepa_debit',
    billing_details: mergeBillingDetails(undefined, { name: 'Jenny Rosen', email: 'jenny@example.com' }),
    sepa_debit: sepaFacts('DE89370400440532013000'),
  })
}

/** The same card has the same fingerprint wherever it is used. */
function fingerprint(number: string): string {
  return createHash('sha256').update(number).digest('base64url').replace(/[-_]/g, 'x').slice(0, 16)
}

/** A card is good through the last day of its month. */
function isPast(now: number, month: number, year: number): boolean {
  return Date.UTC(year, month, 1) / 1000 <= now
}

function cardError(code: string, message: string, param: string): ApiError {
  return new ApiError(402, { type: 'card_error', code, message, param })
}

export const mandateDataParam = emptyable(
  hash({
    customer_acceptance: required(
      hash({
        type: required(oneOf('online', 'offline')),
        accepted_at: integer(),
        online: hash({ ip_address: word, user_agent: word, infer_from_client: ignored }),
        offline: ignored,
      }),
    ),
  }),
)
