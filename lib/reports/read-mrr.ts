import { apportion, roundHalfAwayFromZero } from '@/lib/engine/money'
import { rational } from '@/lib/engine/rational'
import { commonScale } from './common-scale'
import {
  findMovements,
  findPlanNames,
  sumCohortChanges,
  sumMovements,
  sumPlanChanges,
  type MovementKind,
} from './store'
import { reportRange, type ReportRange } from './report-range'

export type { MovementKind } from './store'

export const MOVEMENT_KINDS = [
  'new',
  'reactivation',
  'expansion',
  'contraction',
  'churn',
] as const satisfies MovementKind[]

export interface MrrBucket {
  start: Date
  end: Date
  /** At the end of the bucket; minor units, rounded once from the exact sum. */
  mrr: bigint
  /** Customers with MRR at the end of the bucket. */
  customers: number
  /** Minor units; they add up to the difference of this bucket's MRR and the one before. Losses are negative. */
  movements: Record<MovementKind, bigint>
  /** How many customers moved. */
  moved: Record<MovementKind, number>
}

export interface MrrReport {
  currency: string
  /** At the first instant of the range. */
  opening: { mrr: bigint; customers: number }
  buckets: MrrBucket[]
  /** MRR per plan at the end of each bucket, each rounded so that they add up to the bucket's MRR. */
  plans: { id: string; code: string; name: string; mrr: bigint[] }[]
}

const perKind = <T>(value: (kind: MovementKind) => T): Record<MovementKind, T> => ({
  new: value('new'),
  reactivation: value('reactivation'),
  expansion: value('expansion'),
  contraction: value('contraction'),
  churn: value('churn'),
})

const boundsOf = (range: ReportRange): Date[] => [range.from, ...range.buckets.map(({ end }) => end)]

/**
 * MRR over a range, from the contract timeline: what all customers pay, brought to a month (a yearly price is a twelfth),
 * and what moved it. Amounts stay exact until each shown number is rounded, once; parts always add up to their whole.
 */
export async function readMrr({ currency, range }: { currency: string; range: ReportRange }): Promise<MrrReport> {
  const scale = await commonScale(currency)
  const bounds = boundsOf(range)
  const [movements, planChanges, plans] = await Promise.all([
    sumMovements({ currency, scale, bounds }),
    sumPlanChanges({ currency, scale, bounds }),
    findPlanNames(),
  ])
  const rounded = (exact: bigint) => roundHalfAwayFromZero(rational(exact, scale))
  const share = (exact: bigint) => rational(exact, scale)
  const find = (bucket: number, kind: MovementKind | 'opening') =>
    movements.find((row) => row.bucket === bucket && row.kind === kind)

  let exact = find(0, 'opening')?.amount ?? 0n
  let customers = find(0, 'opening')?.customers ?? 0
  const opening = { mrr: rounded(exact), customers }
  const totals: bigint[] = []
  const buckets = range.buckets.map(({ start, end }, index): MrrBucket => {
    const before = rounded(exact)
    const moves = MOVEMENT_KINDS.map((kind) => find(index + 1, kind)?.amount ?? 0n)
    const moved = perKind((kind) => find(index + 1, kind)?.customers ?? 0)
    exact += moves.reduce((sum, amount) => sum + amount, 0n)
    customers += moved.new + moved.reactivation - moved.churn
    const mrr = rounded(exact)
    totals.push(mrr)
    const parts = apportion(mrr - before, moves.map(share))
    return {
      start,
      end,
      mrr,
      customers,
      movements: perKind((kind) => parts[MOVEMENT_KINDS.indexOf(kind)]!),
      moved,
    }
  })

  const running = new Map(plans.map(({ id }) => [id, 0n]))
  const perPlan = plans.map((plan) => ({ ...plan, mrr: [] as bigint[] }))
  const apply = (bucket: number) => {
    for (const change of planChanges) {
      if (change.bucket === bucket) running.set(change.planId, (running.get(change.planId) ?? 0n) + change.amount)
    }
  }
  apply(0)
  totals.forEach((total, index) => {
    apply(index + 1)
    const parts = apportion(
      total,
      perPlan.map(({ id }) => share(running.get(id) ?? 0n)),
    )
    perPlan.forEach((plan, position) => plan.mrr.push(parts[position]!))
  })
  return { currency, opening, buckets, plans: perPlan }
}

export interface MovementRow {
  customerId: string
  name: string
  kind: MovementKind
  /** Within which bucket of the range. */
  start: Date
  end: Date
  /** What the customer paid a month, at its start and its end; rounded minor units. */
  before: bigint
  after: bigint
}

/** The customers behind the movements of a range, newest first: the rows that `readMrr` adds up. */
export async function listMovements({
  currency,
  range,
  kinds = MOVEMENT_KINDS,
  page,
  pageSize,
}: {
  currency: string
  range: ReportRange
  kinds?: readonly MovementKind[]
  page: number
  pageSize: number
}): Promise<{ rows: MovementRow[]; total: number }> {
  const scale = await commonScale(currency)
  const { rows, total } = await findMovements({ currency, scale, bounds: boundsOf(range), kinds, page, pageSize })
  const rounded = (exact: bigint) => roundHalfAwayFromZero(rational(exact, scale))
  return {
    total,
    rows: rows.map(({ bucket, before, after, ...row }) => ({
      ...row,
      ...range.buckets[bucket - 1]!,
      before: rounded(before),
      after: rounded(after),
    })),
  }
}

export interface CohortReport {
  /** Oldest first. `active[k]`: customers with MRR at the end of the k-th month after (0 = the cohort's own month). */
  cohorts: { month: Date; active: number[] }[]
}

/** Customers by the month in which they first paid, and how many of them still pay in each month after. */
export async function readCohorts({
  currency,
  now,
  timeZone,
}: {
  currency: string
  now: Date
  timeZone: string
}): Promise<CohortReport> {
  const range = reportRange({ name: '24m', interval: 'month', now, timeZone })
  const scale = await commonScale(currency)
  const bounds = boundsOf(range)
  const changes = await sumCohortChanges({ currency, scale, bounds })
  return {
    cohorts: range.buckets.flatMap(({ start }, index) => {
      const own = changes.filter(({ cohort }) => cohort === index + 1)
      if (own.length === 0) return []
      let active = 0
      return {
        month: start,
        active: range.buckets.slice(index).map((_, later) => {
          active += own.find(({ bucket }) => bucket === index + 1 + later)?.change ?? 0
          return active
        }),
      }
    }),
  }
}
