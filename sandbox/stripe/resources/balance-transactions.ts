import type { Stripe } from 'stripe'
import type { BalanceTransactionRecord } from '../../state/records'
import { createdParam } from '../common-params'
import { missing } from '../errors'
import { createdWithin, cursorParams, page } from '../lists'
import { declare, ignored, word } from '../params'
import { get } from '../route'
import { serializeBalanceTransaction } from '../serializers/balance-transaction'

const listParams = declare<Stripe.BalanceTransactionListParams>()({
  created: createdParam,
  currency: word,
  payout: ignored,
  source: word,
  type: word,
})

export const balanceTransactionRoutes = [
  get('/v1/balance_transactions', {
    params: { ...listParams, ...cursorParams },
    handle: (context, params) => {
      const { currency, source, type } = params
      const { store } = context
      const records = (
        source === undefined ? store.all('balance_transaction') : store.where('balance_transaction', 'source', source)
      )
        .filter((booking) => currency === undefined || booking.currency === currency)
        .filter((booking) => type === undefined || booking.type === type)
        .filter(createdWithin(params.created))
      return page(context, { url: '/v1/balance_transactions', collection: 'balance_transaction', records, params })
    },
  }),
  get('/v1/balance_transactions/:id', {
    params: {},
    handle: ({ store, now }, _params, { id }) => {
      const booking = store.get('balance_transaction', id)
      if (!booking) throw missing('balance transaction', id)
      return serializeBalanceTransaction(now, booking)
    },
  }),
  get('/v1/balance', {
    params: {},
    handle: ({ store, now }) => {
      const bookings = store.all('balance_transaction')
      return {
        object: 'balance',
        available: sums(bookings.filter((booking) => booking.available_on <= now)),
        livemode: false,
        pending: sums(bookings.filter((booking) => booking.available_on > now)),
      }
    },
  }),
]

/** What is there in each currency. */
function sums(bookings: readonly BalanceTransactionRecord[]) {
  const totals = new Map<string, number>()
  for (const { amount, currency, fee } of bookings) totals.set(currency, (totals.get(currency) ?? 0) + amount - fee)
  return [...totals].map(([currency, amount]) => ({ amount, currency, source_types: { card: amount } }))
}
