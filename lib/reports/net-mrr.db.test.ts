import { beforeAll, describe, expect, it, test } from 'vitest'
import { netMonthlyRecurring } from '@/lib/engine/metrics'
import { roundHalfAwayFromZero } from '@/lib/engine/money'
import { sum } from '@/lib/engine/rational'
import { readCustomerFigures } from './read-customer'
import { readMrr } from './read-mrr'
import { reportRange } from './report-range'
import {
  customerNamed,
  insertContract,
  seededPrices,
  type TestDiscount,
  type TestPrice,
  type TestSegment,
  withVatInside,
} from './testing/contracts'

const at = (text: string) => new Date(`${text}Z`)
const now = at('2026-06-20T12:00:00')
const start = at('2026-01-10T00:00:00')
/** Monthly cycles from 10 January: index 0 to 5, the last one until 10 July. */
const boundaries = [0, 1, 2, 3, 4, 5, 6].map((month) => new Date(Date.UTC(2026, month, 10)))
const range = reportRange({ name: '12m', interval: 'month', now, timeZone: 'UTC' })

let prices: Map<string, TestPrice>
beforeAll(async () => {
  prices = await seededPrices()
})

const price = (name: string): TestPrice => {
  const found = prices.get(name)
  if (!found) throw new Error(`No price ${name} among ${[...prices.keys()].join()}.`)
  return found
}

async function mrrOf(contract: Omit<Parameters<typeof insertContract>[0], 'customerId'>, instant = now) {
  const customerId = await customerNamed('One')
  await insertContract({ customerId, boundaries, ...contract })
  const { mrr, grossMrr } = await readCustomerFigures({ customerId, currency: 'EUR', now: instant })
  return [mrr, grossMrr]
}

describe('VAT inside the price', () => {
  const days = (...rows: [string, string][]) => rows.map(([day, rate]) => ({ from: at(`2026-${day}T00:00:00`), rate }))
  const inside = async (): Promise<TestSegment[]> => [
    { price: await withVatInside(price('professional MONTH')), from: start },
  ]

  test('59.00 with 19 % inside: 59 ÷ 1.19 = 49.58; the pack beside it has VAT on top', async () => {
    const contract = { segments: await inside(), billed: days(['01-10', '19']) }
    expect(await mrrOf(contract)).toEqual([4958n, 4958n])
    const pack = price('extra_buildings MONTH')
    const both = 4958n + pack.unitAmount
    expect(await mrrOf({ ...contract, addOns: [{ price: pack, from: start }] })).toEqual([both, both])
  })
  test('discounts come off the price: (59.00 − 11.40) ÷ 1.19 = 40.00', async () => {
    const discounts = [{ amountOff: 1140n, cycles: null }]
    expect(await mrrOf({ segments: await inside(), billed: days(['01-10', '19']), discounts })).toEqual([4000n, 4958n])
  })
  test('who is charged none pays it all; a price with VAT on top is its own net', async () => {
    expect(await mrrOf({ segments: await inside(), billed: days(['01-10', '0']) })).toEqual([5900n, 5900n])
    const onTop = [{ price: price('professional MONTH'), from: start }]
    expect(await mrrOf({ segments: onTop, billed: days(['01-10', '19']) })).toEqual([5900n, 5900n])
  })
  test('each period counts as it was billed, also when another rate holds since', async () => {
    // 19 % until 10 April, then reverse charge, then 25.5 %: 59.00 ÷ 1.255 = 47.01.
    const billed = days(['01-10', '19'], ['02-10', '19'], ['04-10', '0'], ['06-10', '25.5'])
    const seen = []
    for (const day of ['01-10', '04-09', '04-10', '06-09', '06-20'])
      seen.push((await mrrOf({ segments: await inside(), billed }, at(`2026-${day}T12:00:00`)))[0])
    expect(seen).toEqual([4958n, 4958n, 5900n, 5900n, 4701n])
  })
  test('a change of VAT is expansion; the parts add up', async () => {
    const before = await readMrr({ currency: 'EUR', range })
    const customerId = await customerNamed('Moves to France')
    await insertContract({ customerId, segments: await inside(), billed: days(['01-10', '19'], ['04-10', '0']) })
    const { buckets, plans } = await readMrr({ currency: 'EUR', range })
    const months = buckets.slice(-6).map(({ mrr, movements }, index) => {
      const was = before.buckets.slice(-6)[index]!
      return [mrr - was.mrr, movements.new - was.movements.new, movements.expansion - was.movements.expansion]
    })
    expect(months).toEqual([
      [4958n, 4958n, 0n],
      [4958n, 0n, 0n],
      [4958n, 0n, 0n],
      [5900n, 0n, 942n],
      [5900n, 0n, 0n],
      [5900n, 0n, 0n],
    ])
    for (const [index, { mrr }] of buckets.entries())
      expect(plans.reduce((total, plan) => total + plan.mrr[index]!, 0n)).toBe(mrr)
  })
})

describe('one customer, by hand', () => {
  const professional = (): TestSegment[] => [{ price: price('professional MONTH'), from: start }]
  const starter = (): TestSegment[] => [{ price: price('starter MONTH'), from: start }]

  test('20 % off 59.00 for ever: 47.20', async () => {
    expect(await mrrOf({ segments: professional(), discounts: [{ percentOff: '20', cycles: null }] })).toEqual([
      4720n,
      5900n,
    ])
  })
  test('50.00 off each of three years of 290.00: 240.00 ÷ 12 = 20.00', async () => {
    const yearly = [{ price: price('starter YEAR'), from: start }]
    const years = [start, at('2027-01-10T00:00:00')]
    expect(await mrrOf({ segments: yearly, boundaries: years, discounts: [{ amountOff: 5000n, cycles: 3 }] })).toEqual([
      2000n,
      2417n,
    ])
  })
  test('10 % off the plan only, beside two packs: 53.10 and the packs', async () => {
    const pack = price('extra_buildings MONTH')
    const gross = 5900n + 2n * pack.unitAmount
    const contract = {
      segments: professional(),
      addOns: [{ price: pack, from: start, quantity: 2 }],
      discounts: [{ percentOff: '10', planCodes: ['professional'], cycles: null }],
    }
    expect(await mrrOf(contract)).toEqual([gross - 590n, gross])
  })
  test('12.5 % off 29.00: 25.375, rounded once', async () => {
    expect(await mrrOf({ segments: starter(), discounts: [{ percentOff: '12.5', cycles: null }] })).toEqual([
      2538n,
      2900n,
    ])
  })
  test('half off, then 10.00 off: 19.50; more than there is: nothing', async () => {
    const two = [
      { percentOff: '50', cycles: null },
      { amountOff: 1000n, cycles: null },
    ]
    expect(await mrrOf({ segments: professional(), discounts: two })).toEqual([1950n, 5900n])
    expect(await mrrOf({ segments: starter(), discounts: [{ amountOff: 9900n, cycles: null }] })).toEqual([0n, 2900n])
  })
  test('once is not recurring; an order that came to nothing, or a discount taken away before it began, neither', async () => {
    const discounts: TestDiscount[] = [
      { percentOff: '50', cycles: 1, fromCycleIndex: 5 },
      { percentOff: '50', cycles: null, releasedAt: start },
      { percentOff: '50', cycles: null, fromCycleIndex: 5, endCycleIndex: 5 },
      { percentOff: '50', cycles: null, fromCycleIndex: 6 },
    ]
    expect(await mrrOf({ segments: starter(), discounts })).toEqual([2900n, 2900n])
  })
  test('past due counts, a pause does not', async () => {
    const discounts = [{ percentOff: '20', cycles: null }]
    expect(await mrrOf({ segments: professional(), status: 'PAST_DUE', discounts })).toEqual([4720n, 5900n])
    const phases = [
      { kind: 'BILLED' as const, from: start },
      { kind: 'PAUSED' as const, from: at('2026-06-01T00:00:00') },
    ]
    expect(await mrrOf({ segments: professional(), discounts, phases })).toEqual([0n, 0n])
  })
  test('three months from cycle 1, of which one is paused: until the end of cycle 4', async () => {
    // 10 Feb to 10 Mar is billed, 10 Mar to 10 Apr paused, then 10 Apr to 10 Jun: three billed cycles.
    const phases = [
      { kind: 'BILLED' as const, from: start },
      { kind: 'PAUSED' as const, from: at('2026-03-10T00:00:00') },
      { kind: 'BILLED' as const, from: at('2026-04-10T00:00:00') },
    ]
    const discounts = [{ percentOff: '20', cycles: 3, fromCycleIndex: 1 }]
    const seen = []
    for (const day of ['02-09', '02-10', '03-15', '04-10', '06-09', '06-10']) {
      const [net] = await mrrOf({ segments: professional(), phases, discounts }, at(`2026-${day}T12:00:00`))
      seen.push(net)
    }
    expect(seen).toEqual([5900n, 4720n, 0n, 4720n, 4720n, 5900n])
  })
  test('several subscriptions of one customer', async () => {
    const customerId = await customerNamed('Several')
    const discounts = [{ percentOff: '20', cycles: null }]
    await insertContract({ customerId, boundaries, segments: professional(), discounts })
    await insertContract({ customerId, boundaries, segments: starter() })
    const figures = await readCustomerFigures({ customerId, currency: 'EUR', now })
    expect([figures.mrr, figures.grossMrr]).toEqual([4720n + 2900n, 8800n])
  })
})

it('over time: a discount that ends is expansion, one that leaves nothing is no customer yet', async () => {
  const before = await readMrr({ currency: 'EUR', range })
  const ends = await customerNamed('Ends')
  await insertContract({
    customerId: ends,
    boundaries,
    segments: [{ price: price('professional MONTH'), from: start }],
    discounts: [{ percentOff: '20', cycles: 3 }],
  })
  const free = await customerNamed('Free')
  await insertContract({
    customerId: free,
    boundaries,
    segments: [{ price: price('starter MONTH'), from: start }],
    discounts: [{ percentOff: '100', cycles: 2 }],
  })
  const { buckets, plans } = await readMrr({ currency: 'EUR', range })
  const months = buckets.slice(-6).map((bucket, index) => {
    const was = before.buckets.slice(-6)[index]!
    const kinds = ['new', 'reactivation', 'expansion', 'contraction', 'churn'] as const
    return [
      bucket.mrr - was.mrr,
      bucket.customers - was.customers,
      ...kinds.map((kind) => bucket.movements[kind] - was.movements[kind]),
    ]
  })
  // January: 47.20. March: Free pays 29.00 for the first time. April: the third month of Ends is over, 11.80 more.
  expect(months).toEqual([
    [4720n, 1, 4720n, 0n, 0n, 0n, 0n],
    [4720n, 1, 0n, 0n, 0n, 0n, 0n],
    [7620n, 2, 2900n, 0n, 0n, 0n, 0n],
    [8800n, 2, 0n, 0n, 1180n, 0n, 0n],
    [8800n, 2, 0n, 0n, 0n, 0n, 0n],
    [8800n, 2, 0n, 0n, 0n, 0n, 0n],
  ])
  for (const [index, { mrr }] of buckets.entries())
    expect(plans.reduce((total, plan) => total + plan.mrr[index]!, 0n)).toBe(mrr)
})

it('agrees with the engine over many random contracts', async () => {
  let state = 7
  const roll = (sides: number) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648
    return Math.floor((state / 2_147_483_648) * sides)
  }
  const sold = [...prices.values()].filter(({ interval, intervalCount }) => interval === 'MONTH' && intervalCount === 1)
  for (const each of sold.slice(0, 3)) sold.push(await withVatInside(each))
  for (let index = 0; index < 30; index++) {
    const rate = ['19', '25.5', '0'][roll(3)]!
    const items = Array.from({ length: 1 + roll(3) }, (): TestSegment => ({
      price: sold[roll(sold.length)]!,
      from: start,
      quantity: 1 + roll(4),
    }))
    const discounts = Array.from({ length: roll(4) }, (): TestDiscount => ({
      ...(roll(2) ? { percentOff: `${roll(100)}.${1 + roll(9)}` } : { amountOff: BigInt(1 + roll(9000)) }),
      planCodes: roll(2) ? [sold[roll(sold.length)]!.planCode] : [],
      fromCycleIndex: roll(6),
      cycles: [null, 1, 2, 3][roll(4)]!,
    }))
    // The running cycle on 20 June is number 5.
    const holding = discounts.filter(
      ({ fromCycleIndex = 0, cycles }) => cycles !== 1 && (cycles === null || fromCycleIndex + cycles > 5),
    )
    const expected = netMonthlyRecurring({
      items: items.map(({ price, quantity = 1 }) => ({
        ...price,
        quantity,
        ...(price.taxBehavior === 'INCLUSIVE' && { vatInside: rate }),
      })),
      discounts: holding.map(({ percentOff, amountOff, planCodes = [] }) => ({
        planCodes: planCodes.length > 0 ? planCodes : null,
        ...(percentOff === undefined ? { amountOff: amountOff! } : { percentOff }),
      })),
    })
    const [plan, ...addOns] = items
    const [net] = await mrrOf({ segments: [plan!], addOns, discounts, billed: [{ from: start, rate }] })
    expect(net).toBe(roundHalfAwayFromZero(sum(expected)))
  }
})
