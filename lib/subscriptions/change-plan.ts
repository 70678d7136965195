import type { ChangeMode } from '@/lib/engine/change-policy'
import { recordAudit } from '@/lib/audit/record-audit'
import type { Actor } from '@/lib/audit/actor'
import { getAddOnPrices, getSellablePrice, type PriceRow } from '@/lib/catalog/read-catalog'
import { lockCustomer } from '@/lib/customers/lock-customers'
import { getCustomer, type CustomerRow } from '@/lib/customers/read-customers'
import type { IssuedInvoice } from '@/lib/invoices/issue-invoices'
import { queueNotification } from '@/lib/notifications/queue-notification'
import { publishAbout } from '@/lib/outbound/publish-about'
import { db, inTransaction, type Database } from '@/lib/platform/db/client'
import { conflict, notFound } from '@/lib/platform/errors'
import { writeChange } from './apply-pending-change'
import { assertQuantity } from './assert-quantity'
import { getBillingPolicy } from './billing-policy'
import { changeContract, type PlanChange } from './change-contract'
import { changeTiming, type ChangeTiming } from './change-timing'
import { describePrice } from './compute-billing'
import { assertNotOlder, instantOf } from './instant-of'
import { previewRenewal } from './preview-renewal'
import { describeSubscription, segmentAt } from './read-subscriptions'
import { carryOutSettlement, computeSettlement, type Settlement } from './settle-contract'
import { keepPriceMove, realignPriceMove } from './standing-price-moves'
import {
  deletePendingChanges,
  findContract,
  savePendingChange,
  updateSubscription,
  type SegmentRow,
  type SubscriptionContract,
} from './store'

export interface PlanChangeInput {
  customerId: string
  subscriptionId: string
  priceId: string
  /** Default: as many as now. */
  quantity?: number
  /** Against the policy: staff decide when. */
  timing?: ChangeTiming
  now: Date
}

interface ComputedChange {
  contract: SubscriptionContract
  customer: CustomerRow
  running: SegmentRow
  change: PlanChange
  changed: ReturnType<typeof changeContract>
  timing: ChangeTiming
  mode: ChangeMode
  /** What is settled at once: null for a change at period end, or one that joins the next renewal. */
  settlement: Settlement | null
}

/** The one compute of preview and execution. `at` is the instant an immediate change counts from. */
async function computeChange(
  { customerId, subscriptionId, priceId, at, now, ...wanted }: PlanChangeInput & { at: Date },
  tx: Database,
): Promise<ComputedChange> {
  const contract = await findContract(subscriptionId, tx)
  if (contract.customerId !== customerId) throw notFound('subscription', subscriptionId)
  assertChangeable(contract)
  const running = segmentAt(contract, at)
  // Who has an older price keeps it for as long as they keep the plan.
  const price = priceId === running.priceId ? running.price : await getSellablePrice(priceId, tx)
  if (price.plan.kind !== 'PLAN' || price.currency !== contract.currency)
    throw conflict('price_not_available', 'This plan cannot take the place of yours.', { priceId })
  const quantity = wanted.quantity ?? Math.min(running.quantity, price.plan.maxQuantity)
  assertQuantity(price, quantity)
  const customer = await getCustomer(customerId, tx)
  const policy = await getBillingPolicy(tx)
  const to = { price, quantity }
  const decided = changeTiming({ from: running, to, policy, timing: wanted.timing })
  // A trial has no paid period to wait for, and nothing to settle.
  const timing = contract.status === 'TRIALING' ? 'now' : decided.timing
  const { mode } = decided
  const change: PlanChange = {
    ...to,
    at: timing === 'now' ? at : contract.currentPeriodEnd,
    startProration: mode === 'none' ? 'NONE' : 'PRORATE',
    restarts: timing === 'now' && mode === 'full_restart',
    addOnPrices: await getAddOnPrices(price, tx),
  }
  const changed = changeContract({ contract, change })
  const common = { contract, customer, running, change, changed, timing, mode }
  if (timing === 'period_end') return { ...common, settlement: null }
  assertNotOlder(contract, { at, now })
  if (mode === 'next_period' && !changed.phases) return { ...common, settlement: null }
  const since = contract.currentPeriodStart
  const settlement = await computeSettlement(tx, { contract: changed.contract, customer, at, since })
  return { ...common, settlement }
}

function assertChangeable({ status, pendingChange }: SubscriptionContract): void {
  if (status === 'PAST_DUE')
    throw conflict('subscription_past_due', 'Pay the open invoice first, then change the plan.')
  if (status === 'PAUSED') throw conflict('subscription_paused', 'The subscription is paused. Resume it first.')
  if (status !== 'ACTIVE' && status !== 'TRIALING')
    throw conflict('subscription_not_active', 'Only an active subscription can change.', { status })
  if (pendingChange?.kind === 'CANCEL')
    throw conflict('cancellation_pending', 'The subscription is about to end. Resume it first.')
}

/** What a change of plan would do: when, what is due today (lines, tax, total), and what the next renewal then charges. */
export async function previewPlanChange(input: PlanChangeInput) {
  const { now } = input
  const { contract, customer, running, change, timing, mode, settlement } = await computeChange(
    { ...input, at: now },
    db,
  )
  const { price, quantity } = change
  const supposed: SubscriptionContract = {
    ...contract,
    currentPeriodEnd: settlement?.cycles.at(-1)?.end ?? contract.currentPeriodEnd,
    pendingChange: {
      subscriptionId: contract.id,
      kind: 'CHANGE',
      origin: 'REQUEST',
      effectiveAt: contract.currentPeriodEnd,
      priceId: price.id,
      quantity,
      reason: null,
      comment: null,
      createdAt: now,
    },
  }
  return {
    price,
    quantity,
    currentPrice: running.price,
    currentQuantity: running.quantity,
    timing,
    mode,
    effectiveAt: change.at,
    previewedAt: now,
    settlement,
    lines: settlement?.invoiceLines ?? [],
    dueToday: settlement?.invoice ?? null,
    nextRenewal: customer.country ? await previewRenewal({ contract: supposed, buyer: customer }) : null,
  }
}

/**
 * Changes plan or quantity as the policy says: by default more for the same rhythm and longer rhythms now, with the
 * difference charged; anything else at period end (a second choice replaces the first). What comes to less than nothing is
 * credited to the balance. `previewedAt` fixes the instant of the proration, as Stripe's `proration_date` does.
 * Throws subscription_not_active, subscription_past_due, subscription_paused, cancellation_pending, already_on_price,
 * quantity_…, price_not_available, changed_meanwhile, preview_too_old.
 */
export async function changePlan({
  previewedAt,
  actor,
  ...input
}: PlanChangeInput & { previewedAt?: Date; actor: Actor }): Promise<{
  timing: ChangeTiming
  effectiveAt: Date
  invoice: IssuedInvoice | null
  /** To the balance, with tax. */
  credited: bigint
}> {
  return inTransaction(async (tx) => {
    await lockCustomer(tx, input.customerId)
    const { now } = input
    const at = instantOf({ previewedAt, now })
    const computed = await computeChange({ ...input, at }, tx)
    const { contract, customer, running, change, timing, settlement } = computed
    const { price, quantity } = change
    let invoice: IssuedInvoice | null = null
    if (timing === 'now') {
      invoice = await changeNow(tx, { computed, actor, now })
    } else {
      const announced = announcedPrice(computed)
      if (announced && announced.effectiveAt > change.at)
        throw conflict('price_change_pending', 'A new price is announced for a later day. Change it after that.')
      if (!announced) await keepPriceMove(tx, { contract, now })
      await savePendingChange(tx, {
        subscriptionId: contract.id,
        kind: 'CHANGE',
        origin: announced?.origin ?? 'REQUEST',
        effectiveAt: change.at,
        priceId: announced?.priceId ?? price.id,
        quantity,
        reason: null,
        comment: null,
        createdAt: now,
      })
    }
    await recordAudit(tx, now, {
      actor,
      action: timing === 'now' ? 'subscription.change_plan' : 'subscription.schedule_change',
      customerId: customer.id,
      target: { type: 'subscription', id: contract.id },
      data: {
        from: withQuantity(running),
        to: withQuantity(change),
        effectiveAt: change.at.toISOString(),
        invoice: invoice?.number ?? null,
      },
    })
    await publishAbout(
      tx,
      { customerId: customer.id, id: contract.id, now },
      'subscription.updated',
      'entitlements.updated',
    )
    await queueNotification(tx, now, {
      kind: 'plan_changed',
      dedupeKey: `plan_changed:${contract.id}:${price.id}:${now.toISOString()}`,
      recipient: customer.email,
      locale: customer.locale,
      customerId: customer.id,
      data: {
        fromPlan: describeSubscription(contract, at),
        toPlan: price.plan.name,
        effectiveAt: change.at.toISOString(),
        amount: (price.unitAmount * BigInt(quantity)).toString(),
        currency: price.currency,
        interval: price.interval,
      },
    })
    return { timing, effectiveAt: change.at, invoice, credited: settlement?.credited.total ?? 0n }
  })
}

interface ChangeNowInput {
  computed: ComputedChange
  actor: Actor
  now: Date
}

async function changeNow(
  tx: Parameters<typeof writeChange>[0],
  { computed, actor, now }: ChangeNowInput,
): Promise<IssuedInvoice | null> {
  const { contract, customer, change, changed, mode, settlement } = computed
  await writeChange(tx, { subscriptionId: contract.id, changed, at: change.at })
  const announced = announcedPrice(computed)
  if (announced) await savePendingChange(tx, { ...announced, quantity: change.quantity })
  else if (contract.pendingChange) await deletePendingChanges(tx, [contract.id])
  if (!settlement) {
    // The next renewal looks back to the period's start and finds the difference.
    const settlesSince = contract.settlesSince ?? contract.currentPeriodStart
    await updateSubscription(tx, contract.id, { settlesSince })
    return null
  }
  const { invoice } = await carryOutSettlement(tx, {
    settlement,
    subscriptionId: contract.id,
    customer,
    reason: 'SUBSCRIPTION_CHANGE',
    creditReason: 'plan_changed',
    actor,
    now,
  })
  const cycle = settlement.cycles.at(-1)
  if (cycle && mode === 'full_restart' && cycle.kind === 'BILLED') {
    const { start, end } = cycle
    await updateSubscription(tx, contract.id, { currentPeriodStart: start, currentPeriodEnd: end, renewsAt: end })
    // The cycle began anew: an announced price counts from one of its boundaries.
    await realignPriceMove(tx, await findContract(contract.id, tx))
  }
  return invoice
}

/** A new price that was announced for the plan as it is: a change of quantity does not take it away. */
function announcedPrice({ contract: { pendingChange }, running, change }: ComputedChange) {
  return pendingChange?.origin === 'PRICE_CHANGE' && change.price.id === running.priceId ? pendingChange : null
}

const withQuantity = ({ price, quantity }: { price: PriceRow; quantity: number }): string =>
  quantity === 1 ? describePrice(price) : `${quantity} × ${describePrice(price)}`
