import type { CheckoutPreview } from '@/components/checkout/order-summary'
import { texts } from '@/components/texts/en'
import { previewBalance } from '@/lib/balance/apply-balance'
import { getLegalEntity } from '@/lib/catalog/read-catalog'
import type { CustomerRow } from '@/lib/customers/read-customers'
import { isWellFormedVatId } from '@/lib/customers/schemas'
import { listDiscounts, listSubscriptionDiscounts } from '@/lib/discounts/read-discounts'
import type { VatIdStatus } from '@/lib/engine/vat-id'
import { db } from '@/lib/platform/db/client'
import { BillingError } from '@/lib/platform/errors'
import { previewStart } from '@/lib/subscriptions/preview-start'
import { getCurrentSubscription } from '@/lib/subscriptions/read-subscriptions'
import { lookUpVatId } from '@/lib/tax/look-up-vat-id'
import { toBreakdown } from '../_views/money-views'

interface PreviewBuyer {
  country: string
  postalCode: string
  isBusiness: boolean
  vatId: string
}

interface CheckoutInput {
  priceId: string
  /** As typed; empty for none. */
  promotionCode: string
  buyer: PreviewBuyer
  customer: CustomerRow
  now: Date
}

/**
 * The summary beside the checkout form. Before the country is known it shows the net price alone. A code that is refused
 * is said beside the sums without it.
 */
export async function readCheckoutPreview(input: CheckoutInput): Promise<CheckoutPreview> {
  try {
    return await computePreview(input)
  } catch (error) {
    const refusals = texts.discounts.code.refused
    if (!input.promotionCode || !(error instanceof BillingError) || !Object.hasOwn(refusals, error.code)) throw error
    const without = await computePreview({ ...input, promotionCode: '' })
    return { ...without, promotion: { problem: refusals[error.code]! } }
  }
}

async function computePreview({
  priceId,
  promotionCode,
  buyer,
  customer,
  now,
}: CheckoutInput): Promise<CheckoutPreview> {
  const vatId = buyer.vatId.toUpperCase().replace(/[\s.-]/g, '')
  const vatIdStatus = await readVatIdStatus({ vatId, buyer, customer, now })
  const taxKnown = buyer.country !== ''
  const { price, lines, invoice, renewal, discount, period } = await previewStart({
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
    ...(promotionCode && (await redeemedOrAsked({ promotionCode, customerId: customer.id }))),
    now,
  })
  const { currency } = price
  const total = taxKnown ? invoice.total : invoice.subtotal - invoice.discountTotal
  const { amountApplied: fromBalance } = await previewBalance(db, {
    customerId: customer.id,
    currency,
    amountDue: total,
    now,
  })
  return {
    ...toBreakdown({ lines, invoice, currency, fromBalance }),
    ...(taxKnown ? {} : { taxes: [], total }),
    renewsAt: period.end.toISOString(),
    renewalTotal: taxKnown ? renewal.total : renewal.subtotal - renewal.discountTotal,
    promotion: promotionCode && discount ? { name: discount.name } : null,
    taxKnown,
    vatIdStatus,
    vatIdPending: taxKnown && invoice.lines.some(({ tax }) => tax.provisional),
  }
}

/** VIES is asked while the form is filled in, where its answer decides the sum. No answer in time: UNKNOWN. */
async function readVatIdStatus({
  vatId,
  buyer,
  customer,
  now,
}: {
  vatId: string
  buyer: PreviewBuyer
  customer: CustomerRow
  now: Date
}): Promise<VatIdStatus> {
  if (vatId && vatId === customer.vatId && customer.vatIdStatus !== 'UNKNOWN') return customer.vatIdStatus
  if (!vatId || !isWellFormedVatId(vatId)) return 'NONE'
  const { country } = await getLegalEntity()
  if (!buyer.isBusiness || !buyer.country || buyer.country === country) return 'UNKNOWN'
  const check = await lookUpVatId({ customerId: customer.id, vatId, now, timeoutMs: 4_000, limited: true }).catch(
    (error: unknown) => {
      if (error instanceof BillingError && error.kind === 'rate_limited') return null
      throw error
    },
  )
  return !check || check.outcome === 'UNAVAILABLE' ? 'UNKNOWN' : check.outcome
}

/** The order that waits may have redeemed this very code already: then it counts as it is. */
async function redeemedOrAsked({ promotionCode, customerId }: { promotionCode: string; customerId: string }) {
  const asked = { promotion: { code: promotionCode, customerId } }
  const waiting = await getCurrentSubscription(customerId)
  if (waiting?.status !== 'INCOMPLETE') return asked
  const [redeemed] = await listSubscriptionDiscounts(waiting.id)
  if (redeemed?.promotionCode?.code !== promotionCode.trim().toUpperCase()) return asked
  return { discounts: (await listDiscounts(db, [waiting.id])).get(waiting.id) ?? [] }
}
