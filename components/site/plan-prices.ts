import type { Plan, PlanPrice } from '@/lib/catalog/types'

export type Interval = PlanPrice['interval']

export function priceOf(plan: Plan, interval: Interval): PlanPrice | undefined {
  return plan.prices.find((price) => price.interval === interval)
}

/** What a year costs less than twelve months, minor units; 59.00 and 590.00 → 118.00. */
export function yearlySaving(plan: Plan): bigint {
  const month = priceOf(plan, 'MONTH')
  const year = priceOf(plan, 'YEAR')
  return month && year ? month.unitAmount * 12n - year.unitAmount : 0n
}
