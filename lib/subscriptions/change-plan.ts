import { recordAudit } from '@/lib/audit/record-audit'
import type { Actor } from '@/lib/audit/actor'
import { getLegalEntity, getSellablePrice, type PriceRow } from '@/lib/catalog/read-catalog'
import { lockCustomer } from '@/lib/customers/lock-customers'
import { getCustomer, type CustomerRow } from '@/lib/customers/read-customers'
import { computeInvoice } from '@/lib/invoices/compute-invoice'
import { issueInvoices, type IssuedInvoice } from '@/lib/invoices/issue-invoices'
import { listIssuedLines } from '@/lib/invoices/read-invoices'
import { queueNotification } from '@/lib/notifications/queue-notification'
import { db, inTransaction, type Database } from '@/lib/platform/db/client'
import { conflict, invalid, notFound } from '@/lib/platform/errors'
import { writeChange } from './apply-pending-change'
import { changeContract } from './change-contract'
import { changeTiming, type ChangeTiming } from './change-timing'
import { computeBilling, describePrice } from './compute-billing'
import { previewRenewal } from './preview-renewal'
import { segmentAt } from './read-subscriptions'
import {
  deletePendingChanges,
  findContract,
  findLastCycles,
  savePendingChange,
  type SubscriptionContract,
} from './store'

export interface PlanChangeInput {
  customerId: string
  subscriptionId: string
  priceId: string
  now: Date
}

interface ComputedChange {
  contract: SubscriptionContract
  customer: CustomerRow
  price: PriceRow
  timing: ChangeTiming
  effectiveAt: Date
  /** What is billed at once: nothing for a change at period end. */
  lines: ReturnType<typeof computeBilling>['lines']
}

/** The one compute of preview and execution. `at` is the instant an immediate change counts from. */
async function computeChange(
  { customerId, subscriptionId, priceId, at }: Omit<PlanChangeInput, 'now'> & { at: Date },
  tx: Database,
): Promise<ComputedChange> {
  const contract = await findContract(subscriptionId, tx)
  if (contract.customerId !== customerId) throw notFound('subscription', subscriptionId)
  if (contract.status === 'PAST_DUE')
    throw conflict('subscription_past_due', 'Pay the open invoice first, then change the plan.')
  if (contract.status !== 'ACTIVE')
    throw conflict('subscription_not_active', 'Only an active subscription can change.', { status: contract.status })
  if (contract.pendingChange?.kind === 'CANCEL')
    throw conflict('cancellation_pending', 'The subscription is about to end. Resume it first.')
  const price = await getSellablePrice(priceId, tx)
  const customer = await getCustomer(customerId, tx)
  const current = segmentAt(contract, at)
  const timing = changeTiming({ from: current.price, to: price })
  const effectiveAt = timing === 'now' ? at : contract.currentPeriodEnd
  const changed = changeContract({ contract, change: { price, quantity: current.quantity, at: effectiveAt } })
  if (timing === 'period_end') return { contract, customer, price, timing, effectiveAt, lines: [] }
  const cycle = (await findLastCycles(tx, [subscriptionId])).get(subscriptionId)
  const issued = await listIssuedLines(tx, [{ id: subscriptionId, fromCycle: cycle?.index ?? 0 }])
  const { lines } = computeBilling({
    locale: customer.locale,
    contract: changed.contract,
    issued,
    billThrough: at,
    billSince: contract.currentPeriodStart,
  })
  return { contract, customer, price, timing, effectiveAt, lines }
}

/** What a change of plan would do: when, what is due today (lines, tax, total), and what the next renewal then charges. */
export async function previewPlanChange({ now, ...input }: PlanChangeInput) {
  const { contract, customer, price, timing, effectiveAt, lines } = await computeChange({ ...input, at: now }, db)
  const seller = await getLegalEntity()
  const dueToday = lines.length > 0 ? computeInvoice({ lines, seller, customer, at: now }) : null
  const supposed: SubscriptionContract = {
    ...contract,
    pendingChange: {
      subscriptionId: contract.id,
      kind: 'CHANGE',
      effectiveAt: contract.currentPeriodEnd,
      priceId: price.id,
      quantity: segmentAt(contract, now).quantity,
      reason: null,
      comment: null,
      createdAt: now,
    },
  }
  const nextRenewal = await previewRenewal({ contract: supposed, buyer: customer })
  return {
    price,
    currentPrice: segmentAt(contract, now).price,
    timing,
    effectiveAt,
    previewedAt: now,
    lines,
    dueToday,
    nextRenewal,
  }
}

/** A preview may be this old when it is confirmed; then its instant is used, so that the charge is the one shown. */
const PREVIEW_HOLDS_MS = 15 * 60 * 1000

/**
 * Changes the plan: more for the same rhythm now, with the difference charged; anything else at period end (a second
 * choice replaces the first). `previewedAt` fixes the instant of the proration, as Stripe's `proration_date` does.
 * Throws subscription_not_active, subscription_past_due, cancellation_pending, already_on_price, preview_too_old.
 */
export async function changePlan({
  previewedAt,
  actor,
  now,
  ...input
}: PlanChangeInput & { previewedAt?: Date; actor: Actor }): Promise<{
  timing: ChangeTiming
  effectiveAt: Date
  invoice: IssuedInvoice | null
}> {
  return inTransaction(async (tx) => {
    await lockCustomer(tx, input.customerId)
    const at = previewedAt ?? now
    const { contract, customer, price, timing, effectiveAt, lines } = await computeChange({ ...input, at }, tx)
    if (at > now || now.getTime() - at.getTime() > PREVIEW_HOLDS_MS || at < contract.currentPeriodStart) {
      throw invalid('preview_too_old', 'This preview is no longer current. Look at the new amounts and confirm again.')
    }
    const running = segmentAt(contract, at)
    // Not at the very instant of another change either: what lasts no time has no place in the timeline.
    if (at < running.from || (timing === 'now' && at.getTime() === running.from.getTime()))
      throw conflict('changed_meanwhile', 'The subscription was changed meanwhile. Look at it again.')
    let invoice: IssuedInvoice | null = null
    if (timing === 'now') {
      await writeChange(tx, { contract, change: { price, quantity: running.quantity, at } })
      const drafts = [
        {
          customerId: customer.id,
          subscriptionId: contract.id,
          reason: 'SUBSCRIPTION_CHANGE' as const,
          lines,
          collect: 'automatically' as const,
        },
      ]
      invoice =
        lines.length > 0
          ? ((await issueInvoices(tx, { drafts, customers: new Map([[customer.id, customer]]), now }))[0] ?? null)
          : null
      if (contract.pendingChange) await deletePendingChanges(tx, [contract.id])
    } else {
      await savePendingChange(tx, {
        subscriptionId: contract.id,
        kind: 'CHANGE',
        effectiveAt,
        priceId: price.id,
        quantity: running.quantity,
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
        from: describePrice(running.price),
        to: describePrice(price),
        effectiveAt: effectiveAt.toISOString(),
        invoice: invoice?.number ?? null,
      },
    })
    await queueNotification(tx, now, {
      kind: 'plan_changed',
      dedupeKey: `plan_changed:${contract.id}:${price.id}:${now.toISOString()}`,
      recipient: customer.email,
      locale: customer.locale,
      customerId: customer.id,
      data: {
        fromPlan: running.price.plan.name,
        toPlan: price.plan.name,
        effectiveAt: effectiveAt.toISOString(),
        amount: price.unitAmount.toString(),
        currency: price.currency,
        interval: price.interval,
      },
    })
    return { timing, effectiveAt, invoice }
  })
}
