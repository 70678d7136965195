/**
 * Stripe's test cards: https://docs.stripe.com/testing. A card's number decides what happens to it, wherever it is used.
 */
export interface TestCard {
  readonly number: string
  readonly brand: string
  readonly country: string
  readonly funding: 'credit' | 'debit' | 'prepaid'
  /** Names without their prefix: `visa` is both `pm_card_visa` and `tok_visa`. */
  readonly aliases: readonly string[]
  readonly decline?: Decline
  /** Attaching to a customer and setting up succeed although charges fail. */
  readonly attachesAnyway?: true
  readonly authentication: Authentication
  /** A dispute opens right after a successful charge. */
  readonly dispute?: 'fraudulent' | 'product_not_received' | 'inquiry'
  readonly refund?: 'pending_then_succeeded' | 'succeeded_then_failed'
  readonly cvcCheck?: 'fail'
  /** Funds are available at once instead of pending for some days. */
  readonly bypassesPending?: true
}

export interface Decline {
  readonly code: string
  readonly decline_code?: string
  readonly message: string
  readonly param?: string
}

/**
 * When the bank asks for 3-D Secure:
 * - `never`;
 * - `unless_set_up`: until the customer authenticated it once for later use;
 * - `always`: also off-session, so off-session payments fail;
 * - `on_session`: as if it had been set up before, so off-session payments pass.
 */
export type Authentication = 'never' | 'unless_set_up' | 'always' | 'on_session'

const DECLINES = {
  generic: decline('generic_decline'),
  insufficientFunds: decline('insufficient_funds', 'Your card has insufficient funds.'),
  lost: decline('lost_card'),
  stolen: decline('stolen_card'),
  fraudulent: decline('fraudulent'),
  velocity: decline(
    'card_velocity_exceeded',
    'Your card was declined for making repeated attempts too frequently or exceeding its amount limit.',
  ),
  expired: { code: 'expired_card', message: 'Your card has expired.', param: 'exp_month' },
  cvc: { code: 'incorrect_cvc', message: "Your card's security code is incorrect.", param: 'cvc' },
  processing: {
    code: 'processing_error',
    message: 'An error occurred while processing your card. Try again in a little bit.',
  },
  number: { code: 'incorrect_number', message: 'Your card number is incorrect.', param: 'number' },
} satisfies Record<string, Decline>

/** What a bank answers when a payment needs its customer, who is not there. */
export const AUTHENTICATION_REQUIRED: Decline = {
  code: 'authentication_required',
  decline_code: 'authentication_required',
  message: 'Your card was declined. This transaction requires authentication.',
}

/** A real card's number in the sandbox. */
export const LIVE_CARD_IN_TEST_MODE: Decline = {
  code: 'card_declined',
  decline_code: 'test_mode_live_card',
  message:
    'Your card was declined. Your request was in test mode, but used a non test (live) card. For a list of valid test cards, visit: https://stripe.com/docs/testing.',
}

const CARDS: readonly TestCard[] = [
  card('4242424242424242', ['visa', 'us']),
  card('4000056655665556', ['visa_debit'], { funding: 'debit' }),
  card('5555555555554444', ['mastercard'], { brand: 'mastercard' }),
  card('2223003122003222', [], { brand: 'mastercard' }),
  card('5200828282828210', ['mastercard_debit'], { brand: 'mastercard', funding: 'debit' }),
  card('5105105105105100', ['mastercard_prepaid'], { brand: 'mastercard', funding: 'prepaid' }),
  card('378282246310005', ['amex'], { brand: 'amex' }),
  card('371449635398431', [], { brand: 'amex' }),
  card('6011111111111117', ['discover'], { brand: 'discover' }),
  card('6011000990139424', [], { brand: 'discover' }),
  card('3056930009020004', ['diners'], { brand: 'diners' }),
  card('36227206271667', [], { brand: 'diners' }),
  card('3566002020360505', ['jcb'], { brand: 'jcb', country: 'JP' }),
  card('6200000000000005', ['unionpay'], { brand: 'unionpay', country: 'CN' }),

  card('4000002760000016', ['de'], { country: 'DE' }),
  card('4000000400000008', ['at'], { country: 'AT' }),
  card('4000000560000004', ['be'], { country: 'BE' }),
  card('4000002500000003', ['fr'], { country: 'FR' }),
  card('4000005280000002', ['nl'], { country: 'NL' }),
  card('4000007240000007', ['es'], { country: 'ES' }),
  card('4000003800000008', ['it'], { country: 'IT' }),
  card('4000008260000000', ['gb'], { country: 'GB', funding: 'debit' }),
  card('4000007560000009', ['ch'], { country: 'CH' }),

  card('4000000000000002', ['chargeDeclined', 'visa_chargeDeclined'], { decline: DECLINES.generic }),
  card('4000000000009995', ['chargeDeclinedInsufficientFunds', 'visa_chargeDeclinedInsufficientFunds'], {
    decline: DECLINES.insufficientFunds,
  }),
  card('4000000000009987', ['visa_chargeDeclinedLostCard', 'chargeDeclinedLostCard'], { decline: DECLINES.lost }),
  card('4000000000009979', ['visa_chargeDeclinedStolenCard', 'chargeDeclinedStolenCard'], {
    decline: DECLINES.stolen,
  }),
  card('4000000000000069', ['chargeDeclinedExpiredCard'], { decline: DECLINES.expired }),
  card('4000000000000127', ['chargeDeclinedIncorrectCvc'], { decline: DECLINES.cvc, cvcCheck: 'fail' }),
  card('4000000000000119', ['chargeDeclinedProcessingError'], { decline: DECLINES.processing }),
  card('4242424242424241', ['chargeDeclinedIncorrectNumber'], { decline: DECLINES.number }),
  card('4000000000006975', ['visa_chargeDeclinedVelocityLimitExceeded'], { decline: DECLINES.velocity }),
  card('4100000000000019', ['radarBlock'], { decline: DECLINES.fraudulent }),
  card('4000000000000341', ['chargeCustomerFail'], { decline: DECLINES.generic, attachesAnyway: true }),

  card('4000002500003155', ['authenticationRequiredOnSetup'], { authentication: 'unless_set_up' }),
  card('4000002760003184', ['authenticationRequired'], { authentication: 'always' }),
  card('4000003800000446', ['authenticationRequiredSetupForOffSession'], { authentication: 'on_session' }),
  card('4000008260003178', ['authenticationRequiredChargeDeclinedInsufficientFunds'], {
    authentication: 'unless_set_up',
    decline: DECLINES.insufficientFunds,
    attachesAnyway: true,
  }),
  card('4000000000003220', ['threeDSecure2Required'], { authentication: 'always' }),
  card('4000000000003063', ['threeDSecureRequired'], { authentication: 'always' }),
  card('4000008400001629', ['threeDSecureRequiredChargeDeclined'], {
    authentication: 'always',
    decline: DECLINES.generic,
  }),
  card('4000000000003055', ['threeDSecureOptional']),

  card('4000000000000259', ['createDispute'], { dispute: 'fraudulent' }),
  card('4000000000002685', ['createDisputeProductNotReceived'], { dispute: 'product_not_received' }),
  card('4000000000001976', ['createDisputeInquiry'], { dispute: 'inquiry' }),
  card('4000000000007726', ['pendingRefund'], { refund: 'pending_then_succeeded' }),
  card('4000000000005126', ['refundFail'], { refund: 'succeeded_then_failed' }),
  card('4000000000000077', ['bypassPending'], { bypassesPending: true }),
  card('4000000000000101', ['cvcCheckFail'], { cvcCheck: 'fail' }),
]

const BY_NUMBER = new Map(CARDS.map((card) => [card.number, card]))
const BY_ALIAS = new Map(CARDS.flatMap((card) => card.aliases.map((alias) => [alias, card] as const)))

/** The test card of that number (digits only); `undefined` for numbers Stripe does not list. */
export function testCard(number: string): TestCard | undefined {
  return BY_NUMBER.get(number)
}

/** The test card behind `pm_card_visa` or `tok_visa`. */
export function testCardByAlias(id: string): TestCard | undefined {
  const alias = /^(?:pm_card|tok)_(.+)$/.exec(id)?.[1]
  return alias === undefined ? undefined : (BY_ALIAS.get(alias) ?? BY_ALIAS.get(alias.replace(/^visa_/, '')))
}

/** Whether the digits carry a right check digit. */
export function passesLuhn(number: string): boolean {
  if (!/^\d{12,19}$/.test(number)) return false
  const sum = [...number].reverse().reduce((total, digit, index) => {
    const value = Number(digit) * (index % 2 === 1 ? 2 : 1)
    return total + (value > 9 ? value - 9 : value)
  }, 0)
  return sum % 10 === 0
}

function card(
  number: string,
  aliases: readonly string[],
  differing: Partial<Omit<TestCard, 'number' | 'aliases'>> = {},
): TestCard {
  return { number, aliases, brand: 'visa', country: 'US', funding: 'credit', authentication: 'never', ...differing }
}

function decline(decline_code: string, message = 'Your card was declined.'): Decline {
  return { code: 'card_declined', decline_code, message }
}
