import type { AttemptError, PaymentMethodRecord, SetupIntentRecord } from '../../state/records'
import { identifier } from '../../state/ids'
import type { Context } from '../context'
import { declined, invalid } from '../errors'
import { emit } from '../events'
import { serializePaymentMethod } from '../serializers/payment-method'
import { publicSetupIntent, serializeSetupIntent } from '../serializers/setup-intent'
import { needsAuthentication } from './authentication'
import { attemptError } from './charging'
import { assertReturnUrl, authenticationFailure, challenge, chooseMethod, type ConfirmInput } from './intents'
import { attachMethod, cardBehind } from './methods'

export interface ConfirmSetup extends ConfirmInput {
  readonly isAuthenticationRequested: boolean
}

/** Confirms a SetupIntent: the payment method is ready for later, or waits for its customer, or a 402 is thrown. */
export function confirmSetup(context: Context, intent: SetupIntentRecord, input: ConfirmSetup): SetupIntentRecord {
  const { status } = intent
  if (status === 'succeeded' || status === 'canceled' || status === 'processing') {
    const message =
      status === 'succeeded'
        ? 'You cannot confirm this SetupIntent because it has already succeeded.'
        : `You cannot confirm this SetupIntent because it has a status of ${status}. Only a SetupIntent with one of the following statuses may be confirmed: requires_confirmation, requires_action.`
    throw unexpectedSetupState(context, intent, message)
  }
  const method = chooseMethod(context, intent, input, 'SetupIntent')
  assertReturnUrl(context, intent, input)
  const chosen = saveSetup(context, { ...intent, payment_method: method.id, next_action: null, error: null })
  const presence = { isOffSession: false, isAuthenticated: false, isRequested: input.isAuthenticationRequested }
  if (needsAuthentication(method, presence)) {
    const waiting = saveSetup(context, {
      ...chosen,
      status: 'requires_action',
      next_action: challenge(context, input),
      latest_attempt: recordAttempt(context, chosen, method, 'requires_action', null),
    })
    emit(context, 'setup_intent.requires_action', 'setup_intent', waiting)
    return waiting
  }
  const { intent: attempted, failure } = attempt(context, chosen, method)
  if (failure) throw declinedSetup(context, attempted, failure)
  return attempted
}

/** The customer came back from 3-D Secure. */
export function finishSetupChallenge(
  context: Context,
  intent: SetupIntentRecord,
  isAuthentic: boolean,
): SetupIntentRecord {
  const method = intent.payment_method === null ? undefined : context.store.get('payment_method', intent.payment_method)
  if (intent.status !== 'requires_action' || !method) return intent
  const back = { ...intent, next_action: null }
  if (!isAuthentic) return refuse(context, back, method, authenticationFailure('setup_intent', method.id)).intent
  return attempt(context, back, method, true).intent
}

function attempt(context: Context, intent: SetupIntentRecord, method: PaymentMethodRecord, authenticated = false) {
  const card = cardBehind(method)
  if (card?.decline && !card.attachesAnyway) return refuse(context, intent, method, attemptError(card.decline, method))
  const succeeded = saveSetup(context, {
    ...intent,
    status: 'succeeded',
    mandate: method.mandate,
    latest_attempt: recordAttempt(context, intent, method, 'succeeded', null, authenticated),
  })
  const set_up = intent.usage === 'off_session'
  if (intent.customer !== null) attachMethod(context, method, { customer: intent.customer, set_up })
  else context.store.put('payment_method', { ...method, set_up: method.set_up || set_up })
  emit(context, 'setup_intent.succeeded', 'setup_intent', succeeded)
  return { intent: succeeded, failure: undefined }
}

function refuse(context: Context, intent: SetupIntentRecord, method: PaymentMethodRecord, failure: AttemptError) {
  const back = saveSetup(context, {
    ...intent,
    status: 'requires_payment_method',
    payment_method: null,
    error: failure,
    latest_attempt: recordAttempt(context, intent, method, 'failed', failure),
  })
  emit(context, 'setup_intent.setup_failed', 'setup_intent', back)
  return { intent: back, failure }
}

/** Writes the SetupAttempt and returns its id. An attempt that waited for the customer is finished, not repeated. */
function recordAttempt(
  context: Context,
  intent: SetupIntentRecord,
  method: PaymentMethodRecord,
  status: string,
  setup_error: AttemptError | null,
  authenticated = false,
): string {
  const { store, now } = context
  const waiting = intent.latest_attempt === null ? undefined : store.get('setup_attempt', intent.latest_attempt)
  const id = waiting?.status === 'requires_action' ? waiting.id : identifier('setatt')
  store.put('setup_attempt', {
    id,
    created: now,
    customer: intent.customer,
    payment_method: method.id,
    payment_method_type: method.type,
    setup_error,
    setup_intent: intent.id,
    status,
    usage: intent.usage,
    authenticated,
  })
  return id
}

function declinedSetup(context: Context, intent: SetupIntentRecord, failure: AttemptError) {
  const { store, request } = context
  const method = failure.payment_method === undefined ? undefined : store.get('payment_method', failure.payment_method)
  return declined(failure, {
    setup_intent: request.isPublishable ? publicSetupIntent(store, intent) : serializeSetupIntent(store, intent),
    ...(method ? { payment_method: serializePaymentMethod(method) } : {}),
  })
}

/** 400 for doing something to a SetupIntent that its status does not allow. */
export function unexpectedSetupState(context: Context, intent: SetupIntentRecord, message: string) {
  const { store, request } = context
  return invalid(message, {
    code: 'setup_intent_unexpected_state',
    setup_intent: request.isPublishable ? publicSetupIntent(store, intent) : serializeSetupIntent(store, intent),
  })
}

export function saveSetup(context: Context, intent: SetupIntentRecord): SetupIntentRecord {
  return context.store.put('setup_intent', intent)
}
