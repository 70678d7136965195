import type { Stripe } from 'stripe'
import type { BalanceTransactionRecord } from '../../state/records'

/** `now` decides whether the funds are still pending. */
export function serializeBalanceTransaction(now: number, record: BalanceTransactionRecord): Stripe.BalanceTransaction {
  return {
    id: record.id,
    object: 'balance_transaction',
    amount: record.amount,
    available_on: record.available_on,
    balance_type: 'payments',
    created: record.created,
    currency: record.currency,
    description: record.description,
    exchange_rate: null,
    fee: record.fee,
    fee_details:
      record.fee === 0
        ? []
        : [
            {
              amount: record.fee,
              application: null,
              currency: record.currency,
              description: record.fee_description,
              type: 'stripe_fee',
            },
          ],
    net: record.amount - record.fee,
    reporting_category: record.reporting_category,
    source: record.source,
    status: now >= record.available_on ? 'available' : 'pending',
    type: record.type,
  }
}
