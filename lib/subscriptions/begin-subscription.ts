import { addDaysInZone } from '@/lib/engine/calendar'
import { startPhases } from '@/lib/engine/phases'
import { recordAudit } from '@/lib/audit/record-audit'
import type { Actor } from '@/lib/audit/actor'
import { getSellablePrice, type PriceRow } from '@/lib/catalog/read-catalog'
import { lockCustomer } from '@/lib/customers/lock-customers'
import { getCustomer, type CustomerRow } from '@/lib/customers/read-customers'
import type { IssuedInvoice } from '@/lib/invoices/issue-invoices'
import { publishAbout } from '@/lib/outbound/publish-about'
import { db, inTransaction, type Database, type Transaction } from '@/lib/platform/db/client'
import { conflict, invalid } from '@/lib/platform/errors'
import { newId } from '@/lib/platform/id'
import { advanceContract, type Charging } from './advance-contract'
import { applyAnnouncedPrice } from './apply-pending-change'
import { aligned, alignmentWith } from './align-contract'
import { assertQuantity } from './assert-quantity'
import { getBillingPolicy, type BillingPolicyRow } from './billing-policy'
import { describePrice } from './compute-billing'
import { phaseRows } from './contract-phases'
import { computeSettlement } from './settle-contract'
import {
  findContract,
  findCurrentContract,
  hasBegunSince,
  insertSubscription,
  type SubscriptionContract,
} from './store'

const DAY = 24 * 60 * 60 * 1000
/** Further back there may be invoices of other systems, years that are closed, and rates we do not know. */
export const FARTHEST_BACK_DAYS = 366
export const FARTHEST_AHEAD_DAYS = 731
export const LONGEST_TRIAL_DAYS = 365
export const LONGEST_NAME = 60

export interface BeginInput {
  customerId: string
  priceId: string
  quantity?: number
  /** Default: now. In the past: it is billed from there; in the future: it waits, and is billed then. */
  startsAt?: Date
  /** Calendar days in the customer's zone, free of charge. */
  trialDays?: number
  /** What becomes of the trial if nothing can be charged at its end; default: the policy's. */
  trialEndAction?: BillingPolicyRow['trialEndAction']
  /** Beside what the customer has: unless it is said, a second one is taken for a mistake (a double click). */
  additional?: boolean
  /** Another subscription of the customer, with which its periods are to fall together: the first one is a part of one. */
  alignWith?: string
  /** Tells it apart from others of the customer; stands before what its invoice lines say. */
  name?: string
  now: Date
}

/**
 * Throws subscription_exists, price_not_available, start_out_of_range, trial_invalid, name_invalid, alignment_impossible,
 * quantity_…
 */
async function computeBegin(
  tx: Database,
  {
    customerId,
    priceId,
    quantity = 1,
    startsAt,
    trialDays = 0,
    trialEndAction,
    additional = false,
    alignWith,
    name,
    now,
  }: BeginInput,
): Promise<{ contract: SubscriptionContract; customer: CustomerRow; price: PriceRow; startsAt: Date }> {
  const existing = additional ? null : await findCurrentContract(customerId, tx)
  if (existing)
    throw conflict('subscription_exists', 'There is a subscription already.', { subscriptionId: existing.id })
  const [customer, price, policy] = [
    await getCustomer(customerId, tx),
    await getSellablePrice(priceId, tx),
    await getBillingPolicy(tx),
  ]
  if (price.plan.kind !== 'PLAN')
    throw invalid('price_not_available', 'An add-on is bought beside a plan.', { priceId })
  assertQuantity(price, quantity)
  const start = startsAt ?? now
  const away = (start.getTime() - now.getTime()) / DAY
  if (away < -FARTHEST_BACK_DAYS || away > FARTHEST_AHEAD_DAYS)
    throw invalid('start_out_of_range', 'It can start up to a year back and two years ahead.')
  if (!Number.isSafeInteger(trialDays) || trialDays < 0 || trialDays > LONGEST_TRIAL_DAYS)
    throw invalid('trial_invalid', 'A trial lasts from 0 to 365 whole days.')
  const named = name?.trim() || null
  if (named && named.length > LONGEST_NAME)
    throw invalid('name_invalid', `A name has up to ${LONGEST_NAME} characters.`)
  const alignment = alignWith ? await alignmentWith(tx, { subscriptionId: alignWith, customerId }) : null
  const { timeZone } = alignment ?? customer
  const trialEndsAt = trialDays > 0 ? addDaysInZone({ at: start, days: trialDays, timeZone }) : null
  const id = newId('sub')
  const { interval, intervalCount } = price
  const phases = phaseRows({
    subscriptionId: id,
    phases: startPhases({ startsAt: start, trialEndsAt }),
    rhythm: { interval, intervalCount },
  })
  const contract: SubscriptionContract = {
    id,
    customerId,
    name: named,
    status: 'SCHEDULED',
    currency: price.currency,
    timeZone,
    startedAt: start,
    currentPeriodStart: start,
    currentPeriodEnd: start,
    renewsAt: null,
    expiresAt: null,
    wakesAt: start,
    trialEndsAt,
    trialEndAction: trialEndAction ?? policy.trialEndAction,
    resumesAt: null,
    suspendedAt: null,
    settlesSince: null,
    usageSettlesAt: null,
    canceledAt: null,
    endedAt: null,
    endReason: null,
    endProration: 'NONE',
    granularity: policy.granularity,
    createdAt: now,
    phases: aligned(phases, alignment),
    items: [
      {
        id: newId('seg'),
        itemId: newId('item'),
        subscriptionId: id,
        priceId,
        quantity,
        from: start,
        to: null,
        startProration: 'PRORATE',
        endProration: 'PRORATE',
        price,
      },
    ],
    pendingChange: null,
  }
  return { contract, customer, price, startsAt: start }
}

/** What beginning would bill and when, by the compute of the real thing: for one in the future, at its start. */
export async function previewBegin(input: BeginInput) {
  const { contract, customer, price, startsAt } = await computeBegin(db, input)
  const at = startsAt > input.now ? startsAt : input.now
  const settlement = await computeSettlement(db, { contract, customer, at, since: startsAt })
  return { price, startsAt, trialEndsAt: contract.trialEndsAt, billedAt: at, settlement }
}

/**
 * Begins a subscription that was agreed with us, without a checkout: now, from a day in the past (what has passed since is
 * billed at once) or on a day to come, with a trial if wished. What is due is charged automatically.
 * Throws what `computeBegin` does, changed_meanwhile, billing_address_missing.
 */
export async function beginSubscription(input: BeginInput & { previewedAt?: Date; actor: Actor }): Promise<{
  subscriptionId: string
  invoice: IssuedInvoice | null
}> {
  return inTransaction(async (tx) => {
    await lockCustomer(tx, input.customerId)
    const { actor, now, previewedAt } = input
    // Pressed twice: the second one has not seen what the first began.
    if (previewedAt && (await hasBegunSince(tx, { customerId: input.customerId, since: previewedAt })))
      throw conflict('changed_meanwhile', 'Another subscription was begun meanwhile. Look at the customer again.')
    const { contract, customer, price, startsAt } = await computeBegin(tx, input)
    const { phases, items, pendingChange: _none, ...subscription } = contract
    await insertSubscription(tx, {
      subscription,
      phases,
      segments: items.map(({ price: _price, ...segment }) => segment),
    })
    await recordAudit(tx, now, {
      actor,
      action: 'subscription.begin',
      customerId: customer.id,
      target: { type: 'subscription', id: contract.id },
      data: {
        plan: describePrice(price),
        quantity: items[0]?.quantity ?? 1,
        startsAt: startsAt.toISOString(),
        trialEndsAt: contract.trialEndsAt?.toISOString() ?? null,
        ...(contract.name ? { name: contract.name } : {}),
        ...(input.alignWith ? { alignedWith: input.alignWith } : {}),
      },
    })
    await publishAbout(
      tx,
      { customerId: customer.id, id: contract.id, now },
      'subscription.created',
      'entitlements.updated',
    )
    const step = { contract, customer, at: now, charging: 'alone', actor, now } as const
    const invoice = startsAt <= now ? await startContract(tx, step) : null
    return { subscriptionId: contract.id, invoice }
  })
}

/** A subscription that was agreed begins. `at`: what is due by then is billed. The customer is locked. */
export async function startContract(
  tx: Transaction,
  step: {
    contract: SubscriptionContract
    customer: CustomerRow
    at: Date
    charging: Charging
    actor: Actor
    now: Date
  },
): Promise<IssuedInvoice | null> {
  const agreed = await findContract(step.contract.id, tx)
  const at = agreed.startedAt
  const isTrial = agreed.trialEndsAt !== null
  const contract = isTrial ? agreed : await applyAnnouncedPrice(tx, { contract: agreed, at, now: step.now })
  return advanceContract(tx, { ...step, contract, since: contract.startedAt, event: 'STARTED' })
}
