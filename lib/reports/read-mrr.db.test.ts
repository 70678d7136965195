import { beforeAll, describe, expect, it } from 'vitest'
import { reportRange } from './report-range'
import { listMovements, readCohorts, readMrr } from './read-mrr'
import { customerNamed, insertContract, seededPrices } from './testing/contracts'

const at = (text: string) => new Date(`${text}Z`)
const now = at('2026-04-15T12:00:00')
const range = reportRange({ name: '12m', interval: 'month', now, timeZone: 'UTC' })

/**
 * A  Starter 29.00 from 10 Jan, Professional 59.00 from 20 Feb
 * B  Starter 290.00 a year (2416 ⅔ a month) from 5 Jan
 * C  Professional from 1 Feb 00:00 to 15 Mar; back on 10 Apr with Starter yearly
 * D  never paid
 * E  on trial from 1 Mar, billed from 10 Apr: Starter
 */
beforeAll(async () => {
  const prices = await seededPrices()
  const starter = prices.get('starter MONTH')!
  const yearly = prices.get('starter YEAR')!
  const professional = prices.get('professional MONTH')!
  const [a, b, c, d, e] = await Promise.all(['A', 'B', 'C', 'D', 'E'].map(customerNamed))
  await insertContract({
    customerId: a!,
    segments: [
      { price: starter, from: at('2026-01-10T08:00:00'), to: at('2026-02-20T09:00:00') },
      { price: professional, from: at('2026-02-20T09:00:00') },
    ],
  })
  await insertContract({ customerId: b!, segments: [{ price: yearly, from: at('2026-01-05T08:00:00') }] })
  await insertContract({
    customerId: c!,
    status: 'CANCELED',
    endedAt: at('2026-03-15T00:00:00'),
    segments: [{ price: professional, from: at('2026-02-01T00:00:00'), to: at('2026-03-15T00:00:00') }],
  })
  await insertContract({ customerId: c!, segments: [{ price: yearly, from: at('2026-04-10T00:00:00') }] })
  await insertContract({
    customerId: d!,
    status: 'INCOMPLETE',
    segments: [{ price: professional, from: at('2026-02-02T00:00:00') }],
  })
  await insertContract({
    customerId: e!,
    segments: [{ price: starter, from: at('2026-03-01T00:00:00') }],
    phases: [
      { kind: 'TRIAL', from: at('2026-03-01T00:00:00') },
      { kind: 'BILLED', from: at('2026-04-10T00:00:00') },
    ],
  })
})

const none = { new: 0n, expansion: 0n, contraction: 0n, churn: 0n, reactivation: 0n }

describe('readMrr', () => {
  it('brings yearly prices to a month and rounds once, at the end', async () => {
    const { opening, buckets } = await readMrr({ currency: 'EUR', range })
    expect(opening).toEqual({ mrr: 0n, customers: 0 })
    const [january, february, march, april] = buckets.slice(-4)
    // 2900 + 2416 ⅔ = 5316 ⅔
    expect(january).toMatchObject({ mrr: 5317n, customers: 2, movements: { ...none, new: 5317n } })
    // 5900 + 2416 ⅔ + 5900 = 14216 ⅔; what begins at midnight of the 1st belongs to February
    expect(february).toMatchObject({ mrr: 14217n, customers: 3, movements: { ...none, new: 5900n, expansion: 3000n } })
    expect(march).toMatchObject({ mrr: 8317n, customers: 2, movements: { ...none, churn: -5900n } })
    // 8316 ⅔ + 2416 ⅔ + 2900 = 13633 ⅓: the movements are cut to add up to 13633 − 8317
    expect(april).toMatchObject({
      mrr: 13633n,
      customers: 4,
      movements: { ...none, new: 2900n, reactivation: 2416n },
      moved: { new: 1, reactivation: 1, expansion: 0, contraction: 0, churn: 0 },
    })
  })

  it('splits MRR by plan without losing a cent', async () => {
    const { plans, buckets } = await readMrr({ currency: 'EUR', range })
    const last = Object.fromEntries(plans.map(({ code, mrr }) => [code, mrr.at(-1)]))
    expect(last).toEqual({ starter: 7733n, professional: 5900n, enterprise: 0n, extra_buildings: 0n })
    for (const [index, { mrr }] of buckets.entries()) {
      expect(plans.reduce((sum, plan) => sum + plan.mrr[index]!, 0n)).toBe(mrr)
    }
  })

  it('opens a range with what was there before it', async () => {
    const days = reportRange({ name: '30d', interval: 'day', now, timeZone: 'UTC' })
    const { opening, buckets } = await readMrr({ currency: 'EUR', range: days })
    // 17 March: A and B
    expect(opening).toEqual({ mrr: 8317n, customers: 2 })
    expect(buckets.at(-1)!.mrr).toBe(13633n)
  })

  it('knows nothing of another currency', async () => {
    expect((await readMrr({ currency: 'USD', range })).buckets.at(-1)!.mrr).toBe(0n)
  })
})

describe('listMovements', () => {
  it('names the customers behind each movement, newest first, in a month the largest change first', async () => {
    const { rows, total } = await listMovements({ currency: 'EUR', range, page: 1, pageSize: 10 })
    expect(total).toBe(7)
    const shown = rows.map(({ start, name, kind, before, after }) => [
      start.toISOString().slice(0, 7),
      name,
      kind,
      before,
      after,
    ])
    expect(shown.slice(0, 5)).toEqual([
      ['2026-04', 'E', 'new', 0n, 2900n],
      ['2026-04', 'C', 'reactivation', 0n, 2417n],
      ['2026-03', 'C', 'churn', 5900n, 0n],
      ['2026-02', 'C', 'new', 0n, 5900n],
      ['2026-02', 'A', 'expansion', 2900n, 5900n],
    ])
  })

  it('can be asked for one kind, page by page', async () => {
    const { rows, total } = await listMovements({ currency: 'EUR', range, kinds: ['new'], page: 2, pageSize: 3 })
    expect(total).toBe(4)
    expect(rows.map(({ name }) => name)).toEqual(['B'])
  })
})

describe('readCohorts', () => {
  it('follows customers from the month in which they first paid', async () => {
    const { cohorts } = await readCohorts({ currency: 'EUR', now, timeZone: 'UTC' })
    expect(cohorts.map(({ month, active }) => [month.toISOString().slice(0, 7), active])).toEqual([
      ['2026-01', [2, 2, 2, 2]],
      // C left in March and came back in April.
      ['2026-02', [1, 0, 1]],
      ['2026-04', [1]],
    ])
  })
})
