import { getLegalEntity, getSellablePrice, type PriceRow } from '@/lib/catalog/read-catalog'
import { computeInvoice, type TaxFacts } from '@/lib/invoices/compute-invoice'
import { newId } from '@/lib/platform/id'
import { startPhases } from '@/lib/engine/phases'
import { getBillingPolicy } from './billing-policy'
import { computeBilling, type Contract } from './compute-billing'
import { phaseRows } from './contract-phases'

/** The contract a new subscription begins with: one item from `now` on, its anchor now. */
export function newContract({
  price,
  quantity,
  timeZone,
  granularity,
  now,
}: {
  price: PriceRow
  quantity: number
  timeZone: string
  granularity: Contract['granularity']
  now: Date
}): Contract {
  const id = newId('sub')
  const { interval, intervalCount } = price
  return {
    id,
    timeZone,
    startedAt: now,
    endedAt: null,
    endProration: 'NONE',
    granularity,
    phases: phaseRows({
      subscriptionId: id,
      phases: startPhases({ startsAt: now, trialEndsAt: null }),
      rhythm: { interval, intervalCount },
    }),
    items: [
      {
        id: newId('seg'),
        itemId: newId('item'),
        priceId: price.id,
        quantity,
        from: now,
        to: null,
        startProration: 'PRORATE',
        endProration: 'PRORATE',
        price,
      },
    ],
  }
}

/**
 * What starting this price would cost at once for a buyer with these details: the summary beside the checkout form, from
 * the same compute as the invoice. Throws price_not_available, billing_address_missing.
 */
export async function previewStart({
  priceId,
  quantity = 1,
  buyer,
  timeZone,
  now,
}: {
  priceId: string
  quantity?: number
  buyer: TaxFacts
  timeZone: string
  now: Date
}) {
  const [price, seller, { granularity }] = await Promise.all([
    getSellablePrice(priceId),
    getLegalEntity(),
    getBillingPolicy(),
  ])
  const contract = newContract({ price, quantity, timeZone, granularity, now })
  const { cycles, lines } = computeBilling({ contract, issued: [], billThrough: now })
  const invoice = computeInvoice({ lines, seller, customer: buyer, at: now })
  return { price, lines, invoice, period: { start: cycles[0]!.start, end: cycles[0]!.end } }
}
