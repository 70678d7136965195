import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { IssuedLine, LineDraft } from './lines'
import { bill } from './billing'
import { daysBetweenInZone } from './calendar'
import type { BillingPolicy } from './expected'
import { explainLine } from './explanation'
import { assembleInvoice } from './invoice'
import { entriesForInvoiceFinalized } from './ledger'
import { Contract, randomLife, type RandomLife } from './testing/random-life'
import { runs } from './testing/runs'
import { issue } from './testing/timelines'
import { cyclesOf, type ItemSegment, type TimelineCycle } from './timeline'
import type { TaxDecision } from './tax'

const german: TaxDecision = { category: 'S', rate: '19', country: 'DE', reason: 'domestic' }
const policy: fc.Arbitrary<BillingPolicy> = fc.record({
  granularity: fc.constantFrom('second' as const, 'second' as const, 'day' as const),
  mode: fc.constantFrom('prorate' as const, 'prorate' as const, 'none' as const),
})

interface Lived {
  contract: Contract
  issued: IssuedLine[]
  drafts: LineDraft[]
  end: Date
}

/** Lives a life: things happen, and at some of them (not all: billing may come late) the difference is billed. */
function live(life: RandomLife, with_: BillingPolicy, onBilled: (lines: LineDraft[]) => void = () => undefined): Lived {
  const contract = new Contract(life)
  const issued: IssuedLine[] = []
  const drafts: LineDraft[] = []
  const billNow = (at: Date) => {
    const { subscription, segments, discounts } = contract
    const { lines } = bill({ subscription, segments, discounts, issued, billThrough: at, policy: with_ })
    onBilled(lines)
    drafts.push(...lines)
    issued.push(...issue(lines))
  }
  let now = life.startsAt
  billNow(now)
  for (const { afterSeconds, event, bills } of life.steps) {
    now = new Date(now.getTime() + afterSeconds * 1000)
    contract.apply(event, now)
    if (bills) billNow(now)
  }
  billNow(now)
  return { contract, issued, drafts, end: now }
}

const seconds = (at: Date): number => Math.floor(at.getTime() / 1000)

/** The length of a stretch, by a way of its own: numbers, no shared code but the calendar's day count. */
function lengthOf(from: Date, to: Date, { granularity }: BillingPolicy, timeZone: string): bigint {
  return BigInt(granularity === 'second' ? seconds(to) - seconds(from) : daysBetweenInZone({ from, to, timeZone }))
}

/** What a segment should cost in a cycle, stated as briefly as the rule can be. */
function oracle(segment: ItemSegment, cycle: TimelineCycle, with_: BillingPolicy, timeZone: string): bigint {
  if (cycle.kind !== 'BILLED') return 0n
  const ends = segment.to ?? new Date(8.64e15)
  if (ends <= segment.from) return 0n
  const atStart = segment.from <= cycle.start && ends > cycle.start
  const [from, to] =
    with_.mode === 'none'
      ? atStart
        ? [cycle.start, cycle.period.end]
        : [cycle.start, cycle.start]
      : [new Date(Math.max(+segment.from, +cycle.start)), new Date(Math.min(+ends, +cycle.end))]
  if (from >= to) return 0n
  const whole = lengthOf(cycle.period.start, cycle.period.end, with_, timeZone)
  const exactTimesWhole = segment.unitAmount * BigInt(segment.quantity) * lengthOf(from, to, with_, timeZone)
  return (2n * exactTimesWhole + whole) / (2n * whole)
}

const placesOf = (lines: readonly IssuedLine[]) => {
  const sums = new Map<string, bigint>()
  for (const { segmentId, cycleIndex, amount } of lines) {
    const place = `${segmentId}@${cycleIndex}`
    sums.set(place, (sums.get(place) ?? 0n) + amount)
  }
  return sums
}

describe('any life of a subscription', () => {
  it('is billed to what the contract says, whenever and however often billing ran', () => {
    fc.assert(
      fc.property(randomLife, policy, (life, with_) => {
        const { contract, issued, drafts, end } = live(life, with_)
        const { subscription, segments, discounts } = contract

        // Once more bills nothing.
        const facts = { subscription, segments, discounts, billThrough: end, policy: with_ }
        expect(bill({ ...facts, issued }).lines).toEqual([])

        // No key twice.
        expect(new Set(drafts.map((line) => line.billingKey)).size).toBe(drafts.length)

        // Each segment of each cycle came to its price × share, whatever way it took.
        const sums = placesOf(issued)
        for (const cycle of cyclesOf({ subscription, through: end })) {
          for (const segment of segments) {
            const place = `${segment.segmentId}@${cycle.index}`
            expect([place, sums.get(place) ?? 0n]).toEqual([place, oracle(segment, cycle, with_, life.timeZone)])
            sums.delete(place)
          }
        }
        // What a change of mind took out of the timeline came back whole.
        expect([...sums.values()].every((sum) => sum === 0n)).toBe(true)

        // Late, in one go and without any history, the same money is asked for.
        const total = (lines: readonly { amount: bigint; discounts?: readonly { amount: bigint }[] }[]) =>
          lines.reduce(
            (sum, { amount, discounts: off = [] }) => sum + amount - off.reduce((a, b) => a + b.amount, 0n),
            0n,
          )
        expect(total(bill({ ...facts, issued: [] }).lines)).toBe(total(issued))
      }),
      runs(400),
    )
  })

  it('never owes a negative amount, discounts included, and never gives back more than it took', () => {
    fc.assert(
      fc.property(randomLife, policy, fc.array(fc.nat(6000), { maxLength: 3 }), (life, with_, notes) => {
        const contract = new Contract(life)
        let issued: IssuedLine[] = []
        let now = life.startsAt
        for (const { afterSeconds, event } of [{ afterSeconds: 0, event: { kind: 'WAIT' as const } }, ...life.steps]) {
          now = new Date(now.getTime() + afterSeconds * 1000)
          contract.apply(event, now)
          const { subscription, segments, discounts } = contract
          const { lines } = bill({ subscription, segments, discounts, issued, billThrough: now, policy: with_ })
          issued = [...issued, ...issue(lines)]
          expect(bill({ subscription, segments, discounts, issued, billThrough: now, policy: with_ }).lines).toEqual([])

          const left = new Map<string, bigint>()
          for (const line of issued) {
            const place = `${line.segmentId}@${line.cycleIndex}`
            const off = (line.discounts ?? []).reduce((sum, { amount }) => sum + amount, 0n)
            left.set(place, (left.get(place) ?? 0n) + line.amount - off - (line.creditedAmount ?? 0n))
          }
          expect([...left.values()].every((amount) => amount >= 0n)).toBe(true)

          // Goodwill: a credit note over a part of some charge that is still standing.
          const wish = notes.pop()
          const charge = issued.find(
            (line) => line.kind === 'CHARGE' && (left.get(`${line.segmentId}@${line.cycleIndex}`) ?? 0n) > 0n,
          )
          if (wish !== undefined && charge) {
            const standing = left.get(`${charge.segmentId}@${charge.cycleIndex}`) ?? 0n
            const amount = BigInt(wish) < standing ? BigInt(wish) : standing
            issued = issued.map((line) =>
              line === charge ? { ...line, creditedAmount: (line.creditedAmount ?? 0n) + amount } : line,
            )
          }
        }
      }),
      runs(150),
    )
  })

  it('gives the same for the open cycles when closed ones are left out', () => {
    fc.assert(
      fc.property(randomLife, policy, fc.nat(100), (life, with_, percent) => {
        const { contract, issued, end } = live(life, with_)
        const { subscription, segments, discounts } = contract
        const later = new Date(end.getTime() + 45 * 86_400_000)
        const facts = { subscription, segments, discounts, issued, billThrough: later, policy: with_ }
        const all = bill(facts)
        const since = new Date(life.startsAt.getTime() + ((end.getTime() - life.startsAt.getTime()) * percent) / 100)
        const some = bill({ ...facts, billSince: since })
        expect(some.cycles).toEqual(all.cycles.filter((cycle) => cycle.end > since))
        const open = new Set(some.cycles.map((cycle) => cycle.index))
        expect(some.lines).toEqual(all.lines.filter((line) => open.has(line.cycleIndex)))
      }),
      runs(100),
    )
  })

  it('makes invoices that add up, ledger entries that balance and explanations that end at the amount', () => {
    fc.assert(
      fc.property(randomLife, policy, (life, with_) => {
        live(life, with_, (drafts) => {
          const lines = drafts.map(({ billingKey, amount, discountAmount, taxBehavior }) => ({
            id: billingKey,
            amount,
            discountAmount,
            taxBehavior,
          }))
          const invoice = assembleInvoice({ lines, taxDecisionFor: () => german })
          expect(invoice.total).toBe(invoice.subtotal - invoice.discountTotal + invoice.taxTotal)
          const entries = entriesForInvoiceFinalized({ currency: 'EUR', ...invoice })
          expect(entries.reduce((sum, { amount }) => sum + amount, 0n)).toBe(0n)
          for (const { explanation, amount, from, to, kind } of drafts) {
            expect(from <= to).toBe(true)
            expect(kind === 'CHARGE' ? amount >= 0n : amount <= 0n).toBe(true)
            const results = explanation.steps.flatMap((step) => ('amount' in step ? step.amount : []))
            expect(results.at(-1)).toBe(amount.toString())
            expect(explainLine(explanation, { locale: 'en-GB', timeZone: life.timeZone })).not.toContain('undefined')
          }
        })
      }),
      runs(100),
    )
  })
})
