import { EngineError } from './errors'

export interface SettleCreditInput {
  /** Of the credit note, gross, positive. */
  total: bigint
  /** What the customer still owes on the invoice. */
  amountDue: bigint
  /** What was paid by money and has not been returned. */
  amountRefundable: bigint
  /**
   * Where the rest goes once nothing is owed: back to the payment method, to the customer's balance, or it is paid back by
   * other means than a processor.
   */
  preference: 'refund' | 'balance' | 'outside'
}

export interface CreditSettlement {
  toReceivable: bigint
  toRefund: bigint
  toCustomerCredit: bigint
  /** Paid back by other means. */
  toOutside: bigint
}

/**
 * How a credit note is settled: first it lowers what is owed, then it goes back or to the balance; never more goes back
 * than was paid. Invoice of 70.21 of which 50.21 is paid, credit note 30.00, refund wished: 20.00 less to pay, 10.00 back.
 * Throws `credit_not_positive`.
 */
export function settleCredit({ total, amountDue, amountRefundable, preference }: SettleCreditInput): CreditSettlement {
  if (total <= 0n) throw new EngineError('credit_not_positive', 'There is nothing to credit.')
  const toReceivable = smaller(total, amountDue)
  const rest = total - toReceivable
  const returned = preference === 'balance' ? 0n : smaller(rest, amountRefundable)
  const [toRefund, toOutside] = preference === 'outside' ? [0n, returned] : [returned, 0n]
  return { toReceivable, toRefund, toCustomerCredit: rest - returned, toOutside }
}

const smaller = (a: bigint, b: bigint): bigint => (b <= 0n ? 0n : a < b ? a : b)
