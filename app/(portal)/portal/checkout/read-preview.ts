import type { CheckoutPreview } from '@/components/checkout/order-summary'
import { getLegalEntity } from '@/lib/catalog/read-catalog'
import type { CustomerRow } from '@/lib/customers/read-customers'
import { isWellFormedVatId } from '@/lib/customers/schemas'
import { previewStart } from '@/lib/subscriptions/preview-start'
import { toBreakdown } from '../_views/money-views'

interface PreviewBuyer {
  country: string
  postalCode: string
  isBusiness: boolean
  vatId: string
}

/** The summary beside the checkout form. Before the country is known it shows the net price alone. */
export async function readCheckoutPreview({
  priceId,
  buyer,
  customer,
  now,
}: {
  priceId: string
  buyer: PreviewBuyer
  customer: CustomerRow
  now: Date
}): Promise<CheckoutPreview> {
  const vatId = buyer.vatId.toUpperCase().replace(/[\s.-]/g, '')
  const vatIdStatus =
    vatId && vatId === customer.vatId ? customer.vatIdStatus : vatId && isWellFormedVatId(vatId) ? 'UNKNOWN' : 'NONE'
  const taxKnown = buyer.country !== ''
  const { price, lines, invoice, period } = await previewStart({
    priceId,
    buyer: {
      country: taxKnown ? buyer.country : (await getLegalEntity()).country,
      postalCode: buyer.postalCode || null,
      isBusiness: buyer.isBusiness,
      vatId: vatId || null,
      vatIdStatus,
      taxExempt: customer.taxExempt,
    },
    timeZone: customer.timeZone,
    now,
  })
  const breakdown = toBreakdown({ lines, invoice, currency: price.currency })
  return {
    ...breakdown,
    ...(taxKnown ? {} : { taxes: [], total: breakdown.subtotal }),
    renewsAt: period.end.toISOString(),
    taxKnown,
    vatIdStatus,
  }
}
