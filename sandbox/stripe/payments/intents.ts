import type { NextAction, PaymentMethodRecord } from '../../state/records'
import { identifier, randomText } from '../../state/ids'
import type { Context } from '../context'
import { invalid, missing, parameterMissing } from '../errors'
import { assertUsable, createMethod, findMethod, type PaymentMethodData } from './methods'

/** What PaymentIntents and SetupIntents have in common when they are confirmed. */
export interface ConfirmInput {
  readonly payment_method?: string
  readonly payment_method_data?: PaymentMethodData
  readonly confirmation_token?: string
  readonly return_url?: string
  readonly use_stripe_sdk?: boolean
  readonly mandate_data?: MandateInput | null
}

interface MandateInput {
  readonly customer_acceptance: {
    readonly type: 'online' | 'offline'
    readonly accepted_at?: number
    readonly online?: { readonly ip_address?: string; readonly user_agent?: string }
  }
}

interface Intent {
  readonly id: string
  readonly customer: string | null
  readonly payment_method: string | null
  readonly payment_method_types: readonly string[]
  readonly automatic_payment_methods: { readonly enabled: boolean; readonly allow_redirects?: string } | null
}

/** A client secret in Stripe's form: the intent's id is its first part. */
export function clientSecret(id: string): string {
  return `${id}_secret_${randomText(25)}`
}

/** Lets a browser act on an intent only with the secret it was given. */
export function assertClientSecret(
  context: Context,
  intent: { readonly id: string; readonly client_secret: string },
  given: string | undefined,
  what: string,
): void {
  if (!context.request.isPublishable && given === undefined) return
  if (given === undefined) throw parameterMissing('client_secret')
  if (given !== intent.client_secret) throw missing(what, intent.id, 'intent')
}

const OFFERED_TYPES = ['card', 'sepa_debit'] as const

/** The types of payment methods an intent takes: those asked for, or what the sandbox's account offers. */
export function methodTypes(
  asked: readonly string[] | undefined,
  excluded: readonly string[] | undefined,
  currency: string | null,
): string[] {
  if (asked) {
    const unknown = asked.find((type) => type !== 'link' && !OFFERED_TYPES.some((offered) => offered === type))
    if (unknown !== undefined) {
      throw invalid(
        `The payment method type "${unknown}" is invalid. Please ensure the provided type is activated in your dashboard (https://dashboard.stripe.com/account/payments/settings) and your account is enabled for any preview features that you are trying to use.`,
        { code: 'payment_intent_invalid_parameter', param: 'payment_method_types' },
      )
    }
    if (asked.includes('sepa_debit') && currency !== null && currency !== 'eur') {
      throw invalid(
        `The currency provided (${currency}) is invalid for one or more payment method types. sepa_debit only supports: eur.`,
        { param: 'payment_method_types' },
      )
    }
    return [...asked]
  }
  const offered = currency === null || currency === 'eur' ? OFFERED_TYPES : OFFERED_TYPES.slice(0, 1)
  return offered.filter((type) => !excluded?.includes(type))
}

/** The payment method to confirm with, checked: given in the request, or named before. */
export function chooseMethod(context: Context, intent: Intent, input: ConfirmInput, word: string): PaymentMethodRecord {
  const method = pickMethod(context, intent, input)
  if (!method) {
    throw invalid(
      `You cannot confirm this ${word} because it's missing a payment method. You can either update the ${word} with a payment method and then confirm it again, or confirm it again directly with a payment method or ConfirmationToken.`,
      { code: word === 'PaymentIntent' ? 'payment_intent_unexpected_state' : 'setup_intent_unexpected_state' },
    )
  }
  assertUsable(method, intent.customer)
  if (!intent.payment_method_types.includes(method.type)) {
    throw invalid(
      `The PaymentMethod provided (${method.type}) is not allowed for this ${word}. Please attach a PaymentMethod of one of the following types: ${intent.payment_method_types.join(', ')}. Alternatively update the allowed payment_method_types for this ${word} to include "${method.type}".`,
      { code: 'payment_intent_incompatible_payment_method', param: 'payment_method' },
    )
  }
  return ensureMandate(context, method, input.mandate_data)
}

function pickMethod(context: Context, intent: Intent, input: ConfirmInput): PaymentMethodRecord | undefined {
  if (input.confirmation_token !== undefined)
    return methodFromConfirmationToken(context, intent, input.confirmation_token)
  if (input.payment_method_data) return createMethod(context, input.payment_method_data)
  const id = input.payment_method ?? intent.payment_method
  return id === null ? undefined : findMethod(context, id)
}

function methodFromConfirmationToken(context: Context, intent: Intent, id: string): PaymentMethodRecord {
  const token = context.store.get('confirmation_token', id)
  if (!token) throw missing('confirmation_token', id, 'confirmation_token')
  const usedBy = token.payment_intent ?? token.setup_intent
  if (usedBy !== null && usedBy !== intent.id) {
    throw invalid(`The ConfirmationToken ${id} was already used.`, { param: 'confirmation_token' })
  }
  const isPayment = intent.id.startsWith('pi_')
  context.store.put('confirmation_token', { ...token, [isPayment ? 'payment_intent' : 'setup_intent']: intent.id })
  return context.store.put('payment_method', token.payment_method)
}

/** A debit needs the customer's mandate; Stripe.js asks for it in the browser, a server has to pass it. */
function ensureMandate(
  context: Context,
  method: PaymentMethodRecord,
  given: MandateInput | null | undefined,
): PaymentMethodRecord {
  if (method.type !== 'sepa_debit' || method.mandate !== null) return method
  const { request, store, now } = context
  if (!given && !request.isPublishable) throw parameterMissing('mandate_data')
  const acceptance = given?.customer_acceptance
  const id = identifier('mandate')
  store.put('mandate', {
    id,
    created: now,
    accepted_at: acceptance?.accepted_at ?? now,
    acceptance: acceptance?.type ?? 'online',
    ip_address: acceptance?.online?.ip_address ?? request.ip,
    user_agent: acceptance?.online?.user_agent ?? request.userAgent,
    payment_method: method.id,
    reference: randomText(16).toUpperCase(),
  })
  return store.put('payment_method', { ...method, mandate: id })
}

/** From this version on, intents take what the dashboard offers, which may redirect. */
const AUTOMATIC_SINCE = '2023-08-16'

/** Stripe wants to know where to send the customer whenever a payment method might redirect. */
export function assertReturnUrl(context: Context, intent: Intent, input: ConfirmInput): void {
  const { request } = context
  if (request.isPublishable || input.use_stripe_sdk || input.return_url !== undefined) return
  const automatic = intent.automatic_payment_methods
  if (!automatic?.enabled || automatic.allow_redirects === 'never') return
  if (request.apiVersion < AUTOMATIC_SINCE) return
  throw invalid(
    "This PaymentIntent is configured to accept payment methods enabled in your Dashboard. Because some of these payment methods might redirect your customer off of your page, you must provide a `return_url`. If you don't want to accept redirect-based payment methods, set `automatic_payment_methods[enabled]` to `true` and `automatic_payment_methods[allow_redirects]` to `never` when creating Setup Intents and Payment Intents.",
    { param: 'return_url' },
  )
}

/** How the customer gets to the bank's page. */
export function challenge(context: Context, input: ConfirmInput): NextAction {
  const redirects = input.return_url !== undefined && !input.use_stripe_sdk
  return {
    kind: redirects ? 'redirect_to_url' : 'use_stripe_sdk',
    origin: context.request.origin,
    return_url: input.return_url ?? null,
  }
}

/** Refuses customers that do not exist (any more). */
export function assertCustomer(context: Context, id: string): void {
  const customer = context.store.get('customer', id)
  if (!customer || customer.deleted) throw missing('customer', id, 'customer')
}

/** The error of a customer who did not, or could not, prove to be the card's holder. */
export function authenticationFailure(word: 'payment_intent' | 'setup_intent', method: string) {
  return {
    type: 'invalid_request_error' as const,
    code: `${word}_authentication_failure`,
    message:
      'We are unable to authenticate your payment method. Please choose a different payment method and try again.',
    payment_method: method,
  }
}
