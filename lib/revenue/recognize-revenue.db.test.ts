import { beforeAll, expect, it } from 'vitest'
import { systemActor } from '@/lib/audit/actor'
import { seedCatalog } from '@/lib/catalog/seed-catalog'
import { createCustomer } from '@/lib/customers/create-customer'
import { lockCustomer } from '@/lib/customers/lock-customers'
import { BOOKS_TIME_ZONE, revenueEarnedBefore } from '@/lib/engine/revenue'
import type { DraftLine } from '@/lib/invoices/draft'
import { issueCreditNote } from '@/lib/invoices/issue-credit-note'
import { issueInvoices } from '@/lib/invoices/issue-invoices'
import { voidInvoice } from '@/lib/invoices/void-invoice'
import { db, inTransaction } from '@/lib/platform/db/client'
import { newId } from '@/lib/platform/id'
import { recognizeRevenue } from './recognize-revenue'

const DAY = 86_400_000
const START = new Date('2026-02-10T09:00:00Z')
const actor = systemActor('Test')
const at = (day: number, hours = 0) => new Date(START.getTime() + day * DAY + hours * 3_600_000)
let customerId = ''

beforeAll(async () => {
  await seedCatalog(START)
  customerId = await inTransaction(async (tx) => {
    const customer = { name: 'Lindenhof', email: 'billing@lindenhof.example', country: 'DE', isBusiness: true }
    return (await createCustomer(tx, { customer, actor, now: START })).id
  })
})

function line({ net, from, to }: { net: bigint; from: Date | null; to: Date | null }): DraftLine {
  return {
    billingKey: newId('line'),
    kind: net < 0n ? 'CREDIT' : 'CHARGE',
    subscriptionId: null,
    segmentId: null,
    cycleIndex: null,
    planCode: null,
    priceId: null,
    description: 'Service',
    quantity: 1,
    unitAmount: net.toString(),
    from,
    to,
    amount: net,
    discounts: [],
    taxBehavior: 'EXCLUSIVE',
    explanation: {},
  }
}

const issue = (now: Date, lines: DraftLine[]) =>
  inTransaction(async (tx) => {
    const customers = new Map([[customerId, await lockCustomer(tx, customerId)]])
    const draft = { customerId, subscriptionId: null, reason: 'MANUAL' as const, lines, collect: 'on_session' as const }
    return (await issueInvoices(tx, { drafts: [draft], customers, now }))[0]!.id
  })

const credit = (invoiceId: string, amount: bigint, now: Date) =>
  inTransaction(async (tx) => {
    await lockCustomer(tx, customerId)
    await issueCreditNote(tx, { invoiceId, request: { amount }, to: 'balance', reason: 'test', actor, now })
  })

const voided = (invoiceId: string, now: Date) =>
  inTransaction(async (tx) => {
    await lockCustomer(tx, customerId)
    await voidInvoice(tx, { invoiceId, actor, now })
  })

async function held(account: string): Promise<bigint> {
  const { _sum } = await db.ledgerEntry.aggregate({ where: { account }, _sum: { amount: true } })
  return -(_sum.amount ?? 0n)
}

/** What the pure engine says is earned of the documents as they stand, when the day of `before` begins. */
async function earnedByEngine(before: Date): Promise<{ earned: bigint; deferred: bigint }> {
  const lines = await db.invoiceLine.findMany({ where: { invoice: { status: { not: 'VOID' } } } })
  let [earned, net] = [0n, 0n]
  for (const { id, amount, from, to } of lines) {
    const credits = await db.creditNoteLine.aggregate({ where: { invoiceLineId: id }, _sum: { amount: true } })
    const left = amount - (credits._sum.amount ?? 0n)
    net += left
    earned += from && to ? revenueEarnedBefore({ amount: left, from, to, timeZone: BOOKS_TIME_ZONE, before }) : left
  }
  return { earned, deferred: net - earned }
}

it('59.00 for 28 days from 10 February: each day its share, posted once, on its date, across the change of clocks', async () => {
  const to = new Date('2026-03-10T09:00:00Z')
  await issue(at(0), [line({ net: 5900n, from: at(0), to }), line({ net: 1000n, from: null, to: null })])
  expect(await recognizeRevenue({ now: at(0, 5) })).toBe(0)
  // 5900 ÷ 28 = 210.71; a line without a period was earned at once.
  expect(await recognizeRevenue({ now: at(1) })).toBe(1)
  expect([await held('revenue.earned'), await held('revenue.deferred')]).toEqual([1211n, 5689n])
  expect(await recognizeRevenue({ now: at(1, 6) })).toBe(0)
  const [posted] = await db.ledgerTransaction.findMany({ where: { kind: 'revenue.recognized' } })
  expect(posted).toMatchObject({ sourceId: '2026-02-10:EUR', occurredAt: new Date('2026-02-10T22:59:59.999Z') })
  // After an absence all missing days at once: 5900 × 14 ÷ 28.
  expect(await recognizeRevenue({ now: at(14) })).toBe(13)
  expect(await held('revenue.deferred')).toBe(2950n)
  await recognizeRevenue({ now: at(60) })
  expect([await held('revenue.earned'), await held('revenue.deferred')]).toEqual([6900n, 0n])
})

it('many processes at once recognise each day once', async () => {
  await issue(at(60), [line({ net: 3000n, from: at(60), to: at(90) })])
  const before = await held('revenue.earned')
  await Promise.all(Array.from({ length: 5 }, () => recognizeRevenue({ now: at(65) })))
  expect((await held('revenue.earned')) - before).toBe(500n)
  await recognizeRevenue({ now: at(100) })
})

it('random invoices, credits and voids: on each day what the engine says, never less than nothing deferred', async () => {
  let state = 7
  const roll = (sides: number) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648
    return Math.floor((state / 2_147_483_648) * sides)
  }
  const open: { id: string; left: bigint }[] = []
  for (let day = 101; day < 150; day++) {
    const now = at(day, roll(14))
    if (roll(3) > 0) {
      const length = 1 + roll(60)
      const net = BigInt(1 + roll(20_000))
      // Some are billed late, or ahead.
      const from = at(day - 10 + roll(20))
      const lines = [line({ net, from, to: new Date(from.getTime() + length * DAY) })]
      if (roll(4) === 0) lines.push(line({ net: 700n, from: null, to: null }))
      const id = await issue(now, lines)
      open.push({ id, left: (await db.invoice.findUniqueOrThrow({ where: { id } })).total })
    }
    const chosen = open[roll(open.length)]
    if (chosen && chosen.left > 3n && roll(2) === 0) {
      const amount = roll(4) === 0 ? chosen.left : chosen.left / BigInt(2 + roll(3))
      await credit(chosen.id, amount, now)
      chosen.left -= amount
    } else if (chosen && roll(4) === 0 && (await db.creditNote.count({ where: { invoiceId: chosen.id } })) === 0) {
      await voided(chosen.id, now)
      chosen.left = 0n
    }
    if (roll(3) === 0) continue
    await recognizeRevenue({ now: at(day + 1) })
    const expected = await earnedByEngine(at(day + 1))
    expect({ earned: await held('revenue.earned'), deferred: await held('revenue.deferred') }).toEqual(expected)
    expect(expected.deferred >= 0n).toBe(true)
  }
  await recognizeRevenue({ now: at(300) })
  expect(await held('revenue.deferred')).toBe(0n)
  expect(await held('revenue.earned')).toBe((await earnedByEngine(at(300))).earned)
})
