import { getLegalEntity, getSellablePrice, type PriceRow } from '@/lib/catalog/read-catalog'
import { computeInvoice, type TaxFacts } from '@/lib/invoices/compute-invoice'
import { newId } from '@/lib/platform/id'
import { computeBilling, type Contract } from './compute-billing'

/** The contract a new subscription begins with: one item from `now` on, its anchor now. */
export function newContract({
  price,
  quantity,
  timeZone,
  now,
}: {
  price: PriceRow
  quantity: number
  timeZone: string
  now: Date
}): Contract {
  const id = newId('sub')
  const { interval, intervalCount } = price
  return {
    id,
    timeZone,
    startedAt: now,
    endedAt: null,
    phases: [{ subscriptionId: id, kind: 'BILLED', from: now, anchor: now, interval, intervalCount }],
    items: [
      {
        id: newId('seg'),
        itemId: newId('item'),
        priceId: price.id,
        quantity,
        from: now,
        to: null,
        startProration: 'PRORATE',
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
  const [price, seller] = await Promise.all([getSellablePrice(priceId), getLegalEntity()])
  const contract = newContract({ price, quantity, timeZone, now })
  const { cycles, lines } = computeBilling({ contract, issued: [], billThrough: now })
  const invoice = computeInvoice({ lines, seller, customer: buyer, at: now })
  return { price, lines, invoice, period: { start: cycles[0]!.start, end: cycles[0]!.end } }
}
