import { createCustomer } from '@/lib/customers/create-customer'
import { systemActor } from '@/lib/audit/actor'
import { seedCatalog } from '@/lib/catalog/seed-catalog'
import { db } from '@/lib/platform/db/client'
import { newId } from '@/lib/platform/id'

export const EPOCH = new Date('2025-01-01T00:00:00Z')

export interface TestPrice {
  id: string
  planCode: string
  interval: 'MONTH' | 'YEAR'
  intervalCount: number
  unitAmount: bigint
  taxBehavior?: 'EXCLUSIVE' | 'INCLUSIVE'
}

/** The default catalogue, and a quarterly price beside it; by name: `starter YEAR`, `starter 3 MONTH`. */
export async function seededPrices(): Promise<Map<string, TestPrice>> {
  await seedCatalog(EPOCH)
  const starter = await db.plan.findUniqueOrThrow({ where: { code: 'starter' } })
  await db.price.create({
    data: {
      id: newId('price'),
      planId: starter.id,
      interval: 'MONTH',
      intervalCount: 3,
      currency: 'EUR',
      unitAmount: 8000n,
      createdAt: EPOCH,
    },
  })
  const rows = await db.price.findMany({ include: { plan: true } })
  return new Map(
    rows.map(({ plan, id, interval, intervalCount, unitAmount }) => [
      `${plan.code} ${intervalCount === 1 ? '' : `${intervalCount} `}${interval}`,
      { id, planCode: plan.code, interval, intervalCount, unitAmount },
    ]),
  )
}

export async function customerNamed(name: string): Promise<string> {
  const customer = { name, email: 'billing@example.com' }
  return (await createCustomer(db, { customer, actor: systemActor('Test'), now: EPOCH })).id
}

export interface TestSegment {
  price: TestPrice
  from: Date
  to?: Date | null
  quantity?: number
}

export interface TestDiscount {
  percentOff?: string
  amountOff?: bigint
  planCodes?: string[]
  fromCycleIndex?: number
  cycles: number | null
  endCycleIndex?: number | null
  releasedAt?: Date
}

/** The same price with VAT inside: a version that is not on sale. */
export async function withVatInside(price: TestPrice): Promise<TestPrice> {
  const { planCode: _, ...terms } = price
  const of = await db.price.findUniqueOrThrow({ where: { id: price.id } })
  const { planId, currency, interval, intervalCount } = of
  const version = 1 + (await db.price.count({ where: { planId, currency, interval, intervalCount } }))
  const changes = { id: newId('price'), taxBehavior: 'INCLUSIVE' as const }
  await db.price.create({ data: { ...terms, ...changes, planId, version, active: false, currency, createdAt: EPOCH } })
  return { ...price, ...changes }
}

/** A contract timeline as the subscription module writes it. */
export async function insertContract({
  customerId,
  segments,
  addOns = [],
  boundaries = [],
  discounts = [],
  billed = [],
  status = 'ACTIVE',
  endedAt = null,
  phases,
}: {
  customerId: string
  segments: TestSegment[]
  /** Items beside the plan, one stretch each. */
  addOns?: TestSegment[]
  /** Of its billing cycles: one less than these. */
  boundaries?: Date[]
  discounts?: TestDiscount[]
  /** With which VAT its periods were billed, in percent; by its plan's first segment. */
  billed?: { from: Date; rate: string }[]
  status?: 'ACTIVE' | 'CANCELED' | 'INCOMPLETE' | 'PAST_DUE' | 'TRIALING'
  endedAt?: Date | null
  phases?: { kind: 'BILLED' | 'TRIAL' | 'PAUSED'; from: Date }[]
}): Promise<string> {
  const id = newId('sub')
  const itemId = newId('item')
  const start = segments[0]!.from
  await db.subscription.create({
    data: {
      id,
      customerId,
      status,
      currency: 'EUR',
      timeZone: 'UTC',
      startedAt: start,
      currentPeriodStart: start,
      currentPeriodEnd: new Date(start.getTime() + 1),
      endedAt,
      createdAt: start,
      phases: {
        create: (phases ?? [{ kind: 'BILLED' as const, from: start }]).map(({ kind, from }) => ({
          kind,
          from,
          anchor: from,
          interval: 'MONTH' as const,
        })),
      },
      items: {
        create: [...segments, ...addOns].map((segment, index) => ({
          id: newId('seg'),
          itemId: index < segments.length ? itemId : newId('item'),
          priceId: segment.price.id,
          quantity: segment.quantity ?? 1,
          from: segment.from,
          to: segment.to ?? null,
        })),
      },
      cycles: {
        create: boundaries.slice(1).map((endsAt, index) => ({ index, startsAt: boundaries[index]!, endsAt })),
      },
    },
  })
  for (const [index, { fromCycleIndex = 0, ...terms }] of discounts.entries()) {
    const couponId = newId('cpn')
    await db.coupon.create({ data: { id: couponId, name: 'Test', percentOff: '1', createdAt: EPOCH } })
    const redeemedAt = new Date(start.getTime() + index)
    await db.discount.create({
      data: { id: newId('dis'), couponId, customerId, subscriptionId: id, fromCycleIndex, redeemedAt, ...terms },
    })
  }
  for (const { from, rate } of billed) await insertLine({ customerId, subscriptionId: id, from, rate })
  return id
}

/** A line that billed a period, as far as its VAT goes. */
async function insertLine(line: {
  customerId: string
  subscriptionId: string
  from: Date
  rate: string
}): Promise<void> {
  const { customerId, subscriptionId, from, rate } = line
  const { id: legalEntityId } = await db.legalEntity.findFirstOrThrow()
  const { id: segmentId } = await db.subscriptionItem.findFirstOrThrow({ where: { subscriptionId } })
  await db.invoice.create({
    data: {
      id: newId('inv'),
      customerId,
      legalEntityId,
      status: 'DRAFT',
      reason: 'SUBSCRIPTION_CYCLE',
      currency: 'EUR',
      subtotal: 1n,
      taxTotal: 0n,
      total: 1n,
      createdAt: from,
      finalizesAt: from,
      lines: {
        create: {
          id: newId('line'),
          position: 1,
          subscriptionId,
          segmentId,
          kind: 'CHARGE',
          billingKey: `${segmentId}:${from.toISOString()}:${rate}`,
          description: 'Test',
          unitAmount: '1',
          from,
          pricedAmount: 1n,
          amount: 1n,
          taxAmount: 0n,
          taxCategory: 'S',
          taxRate: rate,
          taxCountry: 'DE',
          explanation: {},
        },
      },
    },
  })
}
