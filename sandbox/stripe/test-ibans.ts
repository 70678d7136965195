/**
 * Stripe's SEPA test accounts: https://docs.stripe.com/payments/sepa-debit/accept-a-payment#test-integration. A debit
 * stays in processing until its delay passed by the sandbox's clock.
 */
export interface TestAccount {
  readonly outcome: 'succeeds' | 'fails' | 'disputed'
  readonly failure?: { readonly code: string; readonly message: string }
  /** Seconds between the debit and its outcome. */
  readonly delay: number
}

const MINUTE = 60

const SUCCEEDS: TestAccount = { outcome: 'succeeds', delay: MINUTE }
const SUCCEEDS_LATE: TestAccount = { outcome: 'succeeds', delay: 3 * MINUTE }
const FAILS: TestAccount = {
  outcome: 'fails',
  delay: MINUTE,
  failure: {
    code: 'debit_not_authorized',
    message: 'The customer has notified their bank that this payment was unauthorized.',
  },
}
const FAILS_LATE: TestAccount = { ...FAILS, delay: 3 * MINUTE }
const DISPUTED: TestAccount = { outcome: 'disputed', delay: MINUTE }
const NO_FUNDS: TestAccount = {
  outcome: 'fails',
  delay: MINUTE,
  failure: { code: 'insufficient_funds', message: 'The account has insufficient funds to cover this payment.' },
}

const ACCOUNTS = new Map<string, TestAccount>([
  ['DE89370400440532013000', SUCCEEDS],
  ['DE08370400440532013003', SUCCEEDS_LATE],
  ['DE62370400440532013001', FAILS],
  ['DE78370400440532013004', FAILS_LATE],
  ['DE35370400440532013002', DISPUTED],
  ['DE65370400440002222227', NO_FUNDS],
  ['AT611904300234573201', SUCCEEDS],
  ['AT321904300235473204', SUCCEEDS_LATE],
  ['AT861904300235473202', FAILS],
  ['AT051904300235473205', FAILS_LATE],
  ['AT591904300235473203', DISPUTED],
])

/** How debits from that account end; accounts Stripe does not list succeed. */
export function testAccount(iban: string): TestAccount {
  return ACCOUNTS.get(iban) ?? SUCCEEDS
}

/** Whether the text is an IBAN with right check digits (ISO 13616). Spaces have to be gone. */
export function isIban(iban: string): boolean {
  if (!/^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$/.test(iban)) return false
  const digits = [...(iban.slice(4) + iban.slice(0, 4))].map((character) => parseInt(character, 36)).join('')
  let remainder = 0
  for (const digit of digits) remainder = (remainder * 10 + Number(digit)) % 97
  return remainder === 1
}
