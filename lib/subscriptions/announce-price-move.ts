import { recordAudit } from '@/lib/audit/record-audit'
import type { Actor } from '@/lib/audit/actor'
import { getPrices, type PriceRow } from '@/lib/catalog/read-catalog'
import type { CustomerRow } from '@/lib/customers/read-customers'
import { queueNotification } from '@/lib/notifications/queue-notification'
import { publishAbout } from '@/lib/outbound/publish-about'
import type { Transaction } from '@/lib/platform/db/client'
import { decidePriceMove, type PriceMoveStep } from './decide-price-move'
import { deletePriceMove, savePriceMove } from './price-move-store'
import { describeSubscription } from './read-subscriptions'
import { findContract, savePendingChange, type SubscriptionContract } from './store'

const DAY = 24 * 60 * 60 * 1000

interface Announcement {
  subscriptionId: string
  customer: CustomerRow
  price: PriceRow
  noticeDays: number
  /** The day the customer was told before, which then stands. */
  toldFor?: Date | null
  actor: Actor
  now: Date
}

/**
 * Plans a subscription's move to a newer version of a price and tells the customer, or remembers that it has to wait.
 * The customer is locked.
 */
export async function announcePriceMove(
  tx: Transaction,
  { subscriptionId, customer, price, noticeDays, toldFor, actor, now }: Announcement,
): Promise<'moved' | 'waiting' | 'nothing'> {
  const contract = await findContract(subscriptionId, tx)
  const { pendingChange } = contract
  const chosen = pendingChange?.priceId
    ? (await getPrices([pendingChange.priceId], tx)).get(pendingChange.priceId)
    : undefined
  const noticed = new Date(now.getTime() + noticeDays * DAY)
  const earliest = !toldFor ? noticed : toldFor > now ? toldFor : now
  const step = decidePriceMove({ contract, price, chosen, earliest })
  const move = { subscriptionId, priceId: price.id, noticeDays, createdAt: now }
  if (step.kind === 'nothing') {
    await deletePriceMove(tx, move)
    return 'nothing'
  }
  if (step.kind === 'wait') {
    const isNew = await savePriceMove(tx, { ...move, toldFor: toldFor ?? null })
    return isNew ? 'waiting' : 'nothing'
  }
  await deletePriceMove(tx, move)
  if (step.kind === 'retarget' && step.waits) await savePriceMove(tx, { ...move, toldFor: step.effectiveAt })
  await plan(tx, { contract, step, price, now })
  await tell(tx, { contract, customer, step, price, isTold: Boolean(toldFor), actor, now })
  return 'moved'
}

type PlannedStep = Extract<PriceMoveStep, { effectiveAt: Date }>

async function plan(
  tx: Transaction,
  { contract, step, price, now }: { contract: SubscriptionContract; step: PlannedStep; price: PriceRow; now: Date },
): Promise<void> {
  const { kind, effectiveAt } = step
  const quantity = step.kind === 'announce' ? step.item.quantity : step.quantity
  const chosen = kind === 'retarget' ? contract.pendingChange : null
  await savePendingChange(tx, {
    subscriptionId: contract.id,
    kind: 'CHANGE',
    origin: kind === 'announce' ? 'PRICE_CHANGE' : 'REQUEST',
    effectiveAt,
    priceId: price.id,
    quantity,
    reason: chosen?.reason ?? null,
    comment: chosen?.comment ?? null,
    createdAt: chosen?.createdAt ?? now,
  })
}

async function tell(
  tx: Transaction,
  {
    contract,
    customer,
    step,
    price,
    isTold,
    actor,
    now,
  }: {
    contract: SubscriptionContract
    customer: CustomerRow
    step: PlannedStep
    price: PriceRow
    isTold: boolean
    actor: Actor
    now: Date
  },
): Promise<void> {
  const { id, customerId } = contract
  const [from, quantity] = step.kind === 'announce' ? [step.item.price, step.item.quantity] : [step.from, step.quantity]
  const [fromAmount, toAmount] = [from, price].map(({ unitAmount }) => (unitAmount * BigInt(quantity)).toString())
  const effectiveAt = step.effectiveAt.toISOString()
  await recordAudit(tx, now, {
    actor,
    action: 'subscription.announce_price',
    customerId,
    target: { type: 'subscription', id },
    data: { from: fromAmount ?? '', to: toAmount ?? '', effectiveAt },
  })
  await publishAbout(tx, { customerId, id, now }, 'subscription.updated')
  if (isTold) return
  const planName = step.kind === 'announce' ? describeSubscription(contract, now) : price.plan.name
  await queueNotification(tx, now, {
    kind: 'price_change',
    // By the instant: called off and decided again, it is told again.
    dedupeKey: `price_change:${id}:${price.id}:${now.toISOString()}`,
    recipient: customer.email,
    locale: customer.locale,
    customerId,
    data: {
      planName,
      effectiveAt,
      fromAmount: fromAmount ?? '',
      toAmount: toAmount ?? '',
      currency: price.currency,
      interval: price.interval,
    },
  })
}
