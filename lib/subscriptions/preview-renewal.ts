import { getLegalEntity, getPrices } from '@/lib/catalog/read-catalog'
import type { TaxFacts } from '@/lib/invoices/compute-invoice'
import { computeInvoice } from '@/lib/invoices/compute-invoice'
import { changeContract } from './change-contract'
import { computeBilling } from './compute-billing'
import { isRenewing } from './states'
import type { SubscriptionContract } from './store'

/**
 * What the next renewal will charge and when, with what is pending in it; null when nothing will be charged. The same
 * compute as the renewal, with today's tax facts.
 */
export async function previewRenewal({ contract, buyer }: { contract: SubscriptionContract; buyer: TaxFacts }) {
  const { pendingChange, currentPeriodEnd: at } = contract
  if (!isRenewing(contract.status) || pendingChange?.kind === 'CANCEL') return null
  const price = pendingChange?.priceId
    ? (await getPrices([pendingChange.priceId])).get(pendingChange.priceId)
    : undefined
  const renewed = price
    ? changeContract({ contract, change: { price, quantity: pendingChange?.quantity ?? 1, at } }).contract
    : contract
  const { cycles, lines } = computeBilling({ contract: renewed, issued: [], billThrough: at, billSince: at })
  const cycle = cycles[0]
  if (!cycle || lines.length === 0) return null
  const invoice = computeInvoice({ lines, seller: await getLegalEntity(), customer: buyer, at })
  return { at, period: { start: cycle.start, end: cycle.end }, lines, invoice }
}
