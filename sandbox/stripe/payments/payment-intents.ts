import type { AttemptError, PaymentIntentRecord, PaymentMethodRecord } from '../../state/records'
import type { Context } from '../context'
import { declined, invalid } from '../errors'
import { emit } from '../events'
import { publicPaymentIntent, serializePaymentIntent } from '../serializers/payment-intent'
import { serializePaymentMethod } from '../serializers/payment-method'
import { AUTHENTICATION_REQUIRED } from '../test-cards'
import { testAccount } from '../test-ibans'
import { needsAuthentication } from './authentication'
import {
  attemptError,
  chargeAccepted,
  type ChargeOrder,
  chargePending,
  chargeRefused,
  putCharge,
  schedule,
  settleBooking,
} from './charging'
import { openDispute } from './disputes'
import { assertReturnUrl, authenticationFailure, challenge, chooseMethod, type ConfirmInput } from './intents'
import { attachMethod, cardBehind } from './methods'

/** What decides the course of a confirmation beyond the payment method. */
export interface ConfirmPayment extends ConfirmInput {
  readonly isOffSession: boolean
  readonly isAuthenticationRequested: boolean
  readonly error_on_requires_action?: boolean
}

/**
 * Confirms a PaymentIntent: it succeeds, waits (for the customer, for the bank, for its capture), or a 402 is thrown that
 * carries it. Emits the events of each step.
 */
export function confirmPayment(
  context: Context,
  intent: PaymentIntentRecord,
  input: ConfirmPayment,
): PaymentIntentRecord {
  assertConfirmable(context, intent)
  const method = chooseMethod(context, intent, input, 'PaymentIntent')
  assertReturnUrl(context, intent, input)
  const isSame = intent.payment_method === method.id
  const chosen = save(context, {
    ...intent,
    payment_method: method.id,
    authenticated: isSame && intent.authenticated,
    next_action: null,
    error: null,
  })
  const { intent: attempted, failure } = attempt(context, chosen, method, input)
  if (failure) throw declinedPayment(context, attempted, failure)
  return attempted
}

interface Attempt {
  readonly intent: PaymentIntentRecord
  readonly failure?: AttemptError
}

function attempt(
  context: Context,
  intent: PaymentIntentRecord,
  method: PaymentMethodRecord,
  input: ConfirmPayment,
): Attempt {
  if (method.type === 'sepa_debit') return { intent: beginDebit(context, intent, method) }
  const presence = {
    isOffSession: input.isOffSession,
    isAuthenticated: intent.authenticated,
    isRequested: input.isAuthenticationRequested,
  }
  if (needsAuthentication(method, presence)) {
    if (input.isOffSession || input.error_on_requires_action) {
      return refuse(context, intent, method, attemptError(AUTHENTICATION_REQUIRED, method))
    }
    return { intent: askCustomer(context, intent, input) }
  }
  const decline = cardBehind(method)?.decline
  if (decline) return refuse(context, intent, method, attemptError(decline, method))
  return { intent: accept(context, intent, method) }
}

function accept(context: Context, intent: PaymentIntentRecord, method: PaymentMethodRecord): PaymentIntentRecord {
  const charge = chargeAccepted(context, orderOf(intent), method, intent.capture_method)
  keepMethod(context, intent, method)
  const isCaptured = intent.capture_method !== 'manual'
  const accepted = save(context, {
    ...intent,
    latest_charge: charge.id,
    ...(isCaptured
      ? { status: 'succeeded', amount_received: intent.amount }
      : { status: 'requires_capture', amount_capturable: intent.amount }),
  })
  emit(context, 'charge.succeeded', 'charge', charge)
  const type = isCaptured ? 'payment_intent.succeeded' : 'payment_intent.amount_capturable_updated'
  emit(context, type, 'payment_intent', accepted)
  const dispute = cardBehind(method)?.dispute
  if (dispute && isCaptured) openDispute(context, charge, dispute)
  return accepted
}

function beginDebit(context: Context, intent: PaymentIntentRecord, method: PaymentMethodRecord): PaymentIntentRecord {
  const charge = chargePending(context, orderOf(intent), method)
  keepMethod(context, intent, method)
  const processing = save(context, { ...intent, latest_charge: charge.id, status: 'processing' })
  emit(context, 'payment_intent.processing', 'payment_intent', processing)
  emit(context, 'charge.pending', 'charge', charge)
  schedule(context, charge.id, 'settle_debit', testAccount(method.sepa_debit?.iban ?? '').delay)
  return processing
}

/** The bank's answer to a debit has come: see the test account what it is. */
export function settleDebit(context: Context, chargeId: string): void {
  const { store } = context
  const charge = store.get('charge', chargeId)
  const intent = charge?.payment_intent ? store.get('payment_intent', charge.payment_intent) : undefined
  if (charge?.status !== 'pending' || intent?.status !== 'processing') return
  const account = testAccount(charge.sepa_debit?.iban ?? '')
  if (account.failure) {
    const error: AttemptError = {
      type: 'card_error',
      ...account.failure,
      decline_code: 'generic_decline',
      payment_method: charge.payment_method,
      charge: charge.id,
    }
    const failed = putCharge(context, { ...charge, status: 'failed', amount_captured: 0, captured: false, error })
    emit(context, 'charge.failed', 'charge', failed)
    const back = save(context, { ...intent, status: 'requires_payment_method', payment_method: null, error })
    emit(context, 'payment_intent.payment_failed', 'payment_intent', back)
    return
  }
  const settled = settleBooking(context, putCharge(context, { ...charge, status: 'succeeded' }))
  const succeeded = save(context, { ...intent, status: 'succeeded', amount_received: intent.amount })
  emit(context, 'charge.succeeded', 'charge', settled)
  emit(context, 'payment_intent.succeeded', 'payment_intent', succeeded)
  if (account.outcome === 'disputed') openDispute(context, settled, 'fraudulent')
}

function askCustomer(context: Context, intent: PaymentIntentRecord, input: ConfirmInput): PaymentIntentRecord {
  const waiting = save(context, { ...intent, status: 'requires_action', next_action: challenge(context, input) })
  emit(context, 'payment_intent.requires_action', 'payment_intent', waiting)
  return waiting
}

function refuse(
  context: Context,
  intent: PaymentIntentRecord,
  method: PaymentMethodRecord,
  error: AttemptError,
): Attempt {
  const charge = chargeRefused(context, orderOf(intent), method, error)
  const failure = { ...error, charge: charge.id }
  const back = save(context, {
    ...intent,
    status: 'requires_payment_method',
    payment_method: null,
    latest_charge: charge.id,
    authenticated: false,
    error: failure,
  })
  emit(context, 'payment_intent.payment_failed', 'payment_intent', back)
  return { intent: back, failure }
}

/** The customer came back from 3-D Secure. */
export function finishChallenge(
  context: Context,
  intent: PaymentIntentRecord,
  isAuthentic: boolean,
): PaymentIntentRecord {
  const method = intent.payment_method === null ? undefined : context.store.get('payment_method', intent.payment_method)
  if (intent.status !== 'requires_action' || !method) return intent
  if (!isAuthentic) {
    const failed = save(context, {
      ...intent,
      status: 'requires_payment_method',
      payment_method: null,
      next_action: null,
      error: authenticationFailure('payment_intent', method.id),
    })
    emit(context, 'payment_intent.payment_failed', 'payment_intent', failed)
    return failed
  }
  const authentic = save(context, {
    ...intent,
    authenticated: true,
    next_action: null,
    status: 'requires_confirmation',
  })
  if (intent.confirmation_method === 'manual') return authentic
  return attempt(context, authentic, method, { isOffSession: false, isAuthenticationRequested: false }).intent
}

/** Keeps a payment method for later where that was asked for; else Stripe will not take it twice. */
function keepMethod(context: Context, intent: PaymentIntentRecord, method: PaymentMethodRecord): void {
  const present = context.store.get('payment_method', method.id) ?? method
  if (intent.setup_future_usage !== null) {
    const set_up = intent.setup_future_usage === 'off_session'
    if (intent.customer !== null) attachMethod(context, present, { customer: intent.customer, set_up })
    else context.store.put('payment_method', { ...present, set_up: present.set_up || set_up })
  } else if (present.customer === null) {
    context.store.put('payment_method', { ...present, consumed: true })
  }
}

function declinedPayment(context: Context, intent: PaymentIntentRecord, failure: AttemptError) {
  const { store, request } = context
  const method = failure.payment_method === undefined ? undefined : store.get('payment_method', failure.payment_method)
  return declined(failure, {
    payment_intent: request.isPublishable ? publicPaymentIntent(store, intent) : serializePaymentIntent(store, intent),
    ...(method ? { payment_method: serializePaymentMethod(method) } : {}),
  })
}

function assertConfirmable(context: Context, intent: PaymentIntentRecord): void {
  const { status } = intent
  if (status === 'requires_payment_method' || status === 'requires_confirmation' || status === 'requires_action') return
  const message =
    status === 'succeeded'
      ? 'You cannot confirm this PaymentIntent because it has already succeeded after being previously confirmed.'
      : `You cannot confirm this PaymentIntent because it has a status of ${status}. Only a PaymentIntent with one of the following statuses may be confirmed: requires_confirmation, requires_action.`
  throw unexpectedState(context, intent, message)
}

/** 400 for doing something to a PaymentIntent that its status does not allow. */
export function unexpectedState(context: Context, intent: PaymentIntentRecord, message: string) {
  const { store, request } = context
  return invalid(message, {
    code: 'payment_intent_unexpected_state',
    payment_intent: request.isPublishable ? publicPaymentIntent(store, intent) : serializePaymentIntent(store, intent),
  })
}

export function save(context: Context, intent: PaymentIntentRecord): PaymentIntentRecord {
  return context.store.put('payment_intent', intent)
}

function orderOf(intent: PaymentIntentRecord): ChargeOrder {
  return {
    amount: intent.amount,
    currency: intent.currency,
    customer: intent.customer,
    description: intent.description,
    metadata: intent.metadata,
    payment_intent: intent.id,
    receipt_email: intent.receipt_email,
    shipping: intent.shipping,
    statement_descriptor: intent.statement_descriptor,
    statement_descriptor_suffix: intent.statement_descriptor_suffix,
    transfer_group: intent.transfer_group,
    three_d_secure: intent.authenticated,
  }
}
