import { recordAudit } from '@/lib/audit/record-audit'
import type { Actor } from '@/lib/audit/actor'
import { getSellablePrice, type PriceRow } from '@/lib/catalog/read-catalog'
import { lockCustomer } from '@/lib/customers/lock-customers'
import { getCustomer, type CustomerRow } from '@/lib/customers/read-customers'
import type { IssuedInvoice } from '@/lib/invoices/issue-invoices'
import { publishAbout } from '@/lib/outbound/publish-about'
import { db, inTransaction, type Database } from '@/lib/platform/db/client'
import { conflict, invalid, notFound } from '@/lib/platform/errors'
import { newId } from '@/lib/platform/id'
import { assertQuantity } from './assert-quantity'
import { getBillingPolicy } from './billing-policy'
import { nextSegment } from './change-contract'
import type { ChangeTiming } from './change-timing'
import { describePrice } from './compute-billing'
import type { ContractItem } from './contract-facts'
import { assertItemNotOlder, instantOf } from './instant-of'
import { deleteSegments, updateSegment } from './lifecycle-store'
import { segmentAt } from './read-subscriptions'
import { carryOutSettlement, computeSettlement, type Settlement } from './settle-contract'
import { findContract, insertSegments, type SubscriptionContract } from './store'

export interface AddOnInput {
  customerId: string
  subscriptionId: string
  priceId: string
  /** How many from then on; 0 removes it. */
  quantity: number
  /** Against the policy: staff decide when. */
  timing?: ChangeTiming
  now: Date
}

interface ComputedAddOn {
  contract: SubscriptionContract
  customer: CustomerRow
  price: PriceRow
  timing: ChangeTiming
  effectiveAt: Date
  before: number
  /** Of what runs: where it ends. Null: nothing runs, or it goes on. */
  closed: ContractItem | null
  opened: ContractItem | null
  /** Segments that were planned and are not any more. */
  dropped: ContractItem[]
  settlement: Settlement | null
}

async function computeAddOn(
  { customerId, subscriptionId, priceId, quantity, at, now, ...wanted }: AddOnInput & { at: Date },
  tx: Database,
): Promise<ComputedAddOn> {
  const contract = await findContract(subscriptionId, tx)
  if (contract.customerId !== customerId) throw notFound('subscription', subscriptionId)
  assertOpenForAddOns(contract)
  const known = contract.items.filter(({ price }) => price.id === priceId)
  const price = known[0]?.price ?? (await getSellablePrice(priceId, tx))
  const plan = segmentAt(contract, at).price
  if (price.plan.kind !== 'ADD_ON') throw invalid('price_not_available', 'This is no add-on.', { priceId })
  if (
    price.interval !== plan.interval ||
    price.intervalCount !== plan.intervalCount ||
    price.currency !== plan.currency
  )
    throw conflict('add_on_not_in_interval', `${price.plan.name} is not sold in the rhythm of the plan.`)
  if (quantity !== 0) assertQuantity(price, quantity)

  const ofAddOn = contract.items.filter((item) => item.price.planId === price.planId)
  const running = ofAddOn.find(({ from, to }) => from <= at && (!to || to > at))
  const dropped = ofAddOn.filter(({ from }) => from > at)
  const before = running?.quantity ?? 0
  // Wanted as it is: what was planned otherwise is taken back, and nothing else happens.
  if (quantity === before && !dropped.length && (!running || running.to === null))
    throw invalid('already_on_price', 'That is what you have already.')

  const policy = await getBillingPolicy(tx)
  const { timing: ruled, mode } =
    quantity > before
      ? { timing: policy.upgradeTiming, mode: policy.upgradeMode }
      : { timing: policy.downgradeTiming, mode: policy.downgradeMode }
  const timing = contract.status === 'TRIALING' ? 'now' : (wanted.timing ?? (ruled === 'NOW' ? 'now' : 'period_end'))
  const effectiveAt = timing === 'now' ? at : contract.currentPeriodEnd
  const proration: ContractItem['endProration'] = timing === 'now' && mode === 'NONE' ? 'NONE' : 'PRORATE'

  const changes = quantity !== before
  if (timing === 'now' && changes) assertItemNotOlder(contract, { itemId: running?.itemId, at, now })
  const closed = running ? { ...running, to: changes ? effectiveAt : null, endProration: proration } : null
  const opened =
    !changes || quantity === 0
      ? null
      : running
        ? nextSegment(running, { priceId: price.id, price, quantity, from: effectiveAt, startProration: proration })
        : newSegment({ price, quantity, from: effectiveAt, startProration: proration })
  const kept = contract.items.filter((item) => !dropped.includes(item))
  const items = [...kept.map((item) => (item === running && closed ? closed : item)), ...(opened ? [opened] : [])]
  const customer = await getCustomer(customerId, tx)
  const since = contract.currentPeriodStart
  const settlement =
    timing === 'now' && changes
      ? await computeSettlement(tx, { contract: { ...contract, items }, customer, at, since })
      : null
  return { contract, customer, price, timing, effectiveAt, before, closed, opened, dropped, settlement }
}

function newSegment(facts: Pick<ContractItem, 'price' | 'quantity' | 'from' | 'startProration'>): ContractItem {
  const ids = { id: newId('seg'), itemId: newId('item'), priceId: facts.price.id }
  return { ...ids, ...facts, to: null, endProration: 'PRORATE' }
}

function assertOpenForAddOns({ status, pendingChange }: SubscriptionContract): void {
  if (status === 'PAST_DUE') throw conflict('subscription_past_due', 'Pay the open invoice first, then change add-ons.')
  if (status === 'PAUSED') throw conflict('subscription_paused', 'The subscription is paused. Resume it first.')
  if (status !== 'ACTIVE' && status !== 'TRIALING')
    throw conflict('subscription_not_active', 'Only an active subscription can change.', { status })
  if (pendingChange?.kind === 'CANCEL')
    throw conflict('cancellation_pending', 'The subscription is about to end. Resume it first.')
}

/** What a change of an add-on would do: when, and what it settles at once. */
export async function previewAddOn(input: AddOnInput) {
  const { price, before, timing, effectiveAt, settlement } = await computeAddOn({ ...input, at: input.now }, db)
  return { price, before, quantity: input.quantity, timing, effectiveAt, previewedAt: input.now, settlement }
}

/**
 * Sets how many of an add-on a subscription has: an item of its own, billed on the same invoice. More counts now and is
 * charged by share; less takes effect at period end (both by policy). Asked for what runs now, it takes back what was
 * planned. Throws price_not_available, quantity_…, add_on_not_in_interval, already_on_price, subscription_…,
 * cancellation_pending, changed_meanwhile, preview_too_old.
 */
export async function changeAddOn({
  previewedAt,
  actor,
  ...input
}: AddOnInput & { previewedAt?: Date; actor: Actor }): Promise<{
  timing: ChangeTiming
  effectiveAt: Date
  invoice: IssuedInvoice | null
}> {
  return inTransaction(async (tx) => {
    await lockCustomer(tx, input.customerId)
    const { now, subscriptionId, quantity } = input
    const at = instantOf({ previewedAt, now })
    const computed = await computeAddOn({ ...input, at }, tx)
    const { customer, price, timing, effectiveAt, before, closed, opened, dropped, settlement } = computed
    await deleteSegments(
      tx,
      dropped.map(({ id }) => id),
    )
    if (closed) await updateSegment(tx, closed.id, { to: closed.to, endProration: closed.endProration })
    if (opened) {
      const { price: _price, ...segment } = opened
      await insertSegments(tx, [{ ...segment, subscriptionId }])
    }
    const settled =
      settlement &&
      (await carryOutSettlement(tx, {
        settlement,
        subscriptionId,
        customer,
        reason: 'SUBSCRIPTION_CHANGE',
        creditReason: 'plan_changed',
        actor,
        now,
      }))
    await recordAudit(tx, now, {
      actor,
      action: 'subscription.change_add_on',
      customerId: customer.id,
      target: { type: 'subscription', id: subscriptionId },
      data: {
        addOn: describePrice(price),
        from: before,
        to: quantity,
        effectiveAt: effectiveAt.toISOString(),
        invoice: settled?.invoice?.number ?? null,
      },
    })
    await publishAbout(
      tx,
      { customerId: customer.id, id: subscriptionId, now },
      'subscription.updated',
      'entitlements.updated',
    )
    return { timing, effectiveAt, invoice: settled?.invoice ?? null }
  })
}
