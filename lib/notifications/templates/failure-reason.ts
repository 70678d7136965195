/** Why a payment was refused, as far as a customer needs to know and may be told. */
export type FailureReason =
  | 'insufficient_funds'
  | 'expired_card'
  | 'wrong_security_code'
  | 'account_unusable'
  | 'processing_error'
  | 'no_payment_method'
  | 'declined'

const BY_CODE: Record<string, FailureReason> = {
  insufficient_funds: 'insufficient_funds',
  expired_card: 'expired_card',
  incorrect_cvc: 'wrong_security_code',
  invalid_cvc: 'wrong_security_code',
  account_closed: 'account_unusable',
  debit_not_authorized: 'account_unusable',
  no_account: 'account_unusable',
  processing_error: 'processing_error',
  issuer_not_available: 'processing_error',
  no_payment_method: 'no_payment_method',
}

/** Reads a processor's code. A lost or stolen card is declined like any other: an email does not tell which it was. */
export function failureReason(code: string | null | undefined): FailureReason {
  return BY_CODE[code ?? ''] ?? 'declined'
}
