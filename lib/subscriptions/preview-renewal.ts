import { previewBalance } from '@/lib/balance/apply-balance'
import { getAddOnPrices, getLegalEntity, getPrices } from '@/lib/catalog/read-catalog'
import { listDiscounts, type NamedDiscount } from '@/lib/discounts/read-discounts'
import type { TaxFacts } from '@/lib/invoices/compute-invoice'
import { computeInvoice } from '@/lib/invoices/compute-invoice'
import type { DraftLine } from '@/lib/invoices/draft'
import { listIssuedLines } from '@/lib/invoices/read-invoices'
import { db } from '@/lib/platform/db/client'
import { changeContract } from './change-contract'
import { getBillingPolicy } from './billing-policy'
import { computeBilling } from './compute-billing'
import type { Contract } from './contract-facts'
import { loadUsage, usageSince, type ContractUsage } from './contract-usage'
import { isRenewing } from './states'
import { findLastCycles, type SubscriptionContract } from './store'

/**
 * What the next charge for a subscription will be and when, with what is pending in it; null when nothing will be charged.
 * The same compute as the renewal (or the start, the end of a trial or of a pause), with today's tax facts, and what of it
 * the balance will pay.
 */
export async function previewRenewal({
  contract,
  buyer,
  more = [],
}: {
  contract: SubscriptionContract
  buyer: TaxFacts
  /** Discounts that are not redeemed yet. */
  more?: readonly NamedDiscount[]
}) {
  const next = await nextLines(contract, more)
  return next && { ...next, ...(await invoiced({ contract, buyer, ...next })) }
}

/**
 * The customer's next charge: all that falls on the earliest instant at which any of their subscriptions is charged, on one
 * invoice, as the renewals will issue it; null when nothing will be charged.
 */
export async function previewNextCharge({
  contracts,
  buyer,
}: {
  /** Of one customer, the oldest first. */
  contracts: readonly SubscriptionContract[]
  buyer: TaxFacts
}) {
  const all = await Promise.all(
    contracts.map(async (contract) => {
      const next = await nextLines(contract)
      return next ? [{ contract, ...next }] : []
    }),
  )
  const parts = all.flat()
  const at = new Date(Math.min(...parts.map((part) => part.at.getTime())))
  const together = parts.filter((part) => part.at.getTime() === at.getTime())
  const [first] = together
  if (!first) return null
  const lines = together.flatMap((part) => part.lines)
  return { at, lines, ...(await invoiced({ contract: first.contract, buyer, at, lines })) }
}

async function invoiced({
  contract: { customerId, currency },
  buyer,
  at,
  lines,
}: {
  contract: SubscriptionContract
  buyer: TaxFacts
  at: Date
  lines: DraftLine[]
}) {
  const invoice = computeInvoice({ lines, seller: await getLegalEntity(), customer: buyer, at })
  const { amountApplied } = await previewBalance(db, { customerId, currency, amountDue: invoice.total, now: at })
  return { invoice, fromBalance: amountApplied }
}

/** What the next charge of a subscription is for; null when nothing will be charged. */
async function nextLines(contract: SubscriptionContract, more: readonly NamedDiscount[] = []) {
  const { pendingChange } = contract
  const at = nextChargeAt(contract)
  if (!at || pendingChange?.kind === 'CANCEL') return null
  const isDue = pendingChange?.priceId && pendingChange.effectiveAt <= at
  const price = isDue ? (await getPrices([pendingChange.priceId!])).get(pendingChange.priceId!) : undefined
  const change = price && {
    price,
    quantity: pendingChange?.quantity ?? 1,
    at,
    addOnPrices: await getAddOnPrices(price),
  }
  const renewed = change ? changeContract({ contract, change }).contract : contract
  const usage = await usageAsItStands({ contract, renewed, at })
  const counted = usage?.windows.map(({ cycleIndex }) => cycleIndex) ?? []
  const { cycles, lines } = computeBilling({
    contract: renewed,
    issued: contract.settlesSince || usage ? await issuedOfLastCycle(contract.id, counted) : [],
    usage,
    discounts: [...((await listDiscounts(db, [contract.id])).get(contract.id) ?? []), ...more],
    billThrough: at,
    billSince: contract.settlesSince ?? at,
  })
  const cycle = cycles.find(({ start }) => start.getTime() === at.getTime())
  if (!cycle || lines.length === 0) return null
  return { at, period: { start: cycle.start, end: cycle.end }, lines }
}

function nextChargeAt(contract: SubscriptionContract): Date | null {
  if (isRenewing(contract.status) || contract.status === 'TRIALING') return contract.currentPeriodEnd
  if (contract.status === 'PAUSED') return contract.resumesAt
  return contract.status === 'SCHEDULED' ? contract.startedAt : null
}

async function issuedOfLastCycle(id: string, counted: readonly number[]) {
  const last = (await findLastCycles(db, [id])).get(id)
  return listIssuedLines(db, [{ id, fromCycle: Math.min(last?.index ?? 0, ...counted) }])
}

/** What was used so far, should nothing more be used and every level stay as it is. */
async function usageAsItStands({
  contract,
  renewed,
  at,
}: {
  contract: SubscriptionContract
  renewed: Contract
  at: Date
}): Promise<ContractUsage | undefined> {
  const { customerId, currentPeriodStart } = contract
  const { lateUsageDays } = await getBillingPolicy()
  const since = usageSince({ at, period: { start: currentPeriodStart, end: at }, lateUsageDays })
  return (await loadUsage(db, [{ customerId, contract: renewed, at, since }])).get(contract.id)
}
