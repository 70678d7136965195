import type { Measure, UsageModel } from '@/lib/engine/usage-pricing'

/** Ids of one thing at each processor. */
export type ProcessorRefs = Partial<Record<'stripe' | 'paypal', string>>

export interface PlanPrice {
  id: string
  interval: 'MONTH' | 'YEAR'
  currency: string
  /** Minor units, net of VAT. */
  unitAmount: bigint
}

export interface Plan {
  id: string
  code: string
  name: string
  description: string
  rank: number
  /** Days free of charge for a customer's first subscription. */
  trialDays: number
  /** How many of it one subscription may hold. */
  maxQuantity: number
  prices: PlanPrice[]
  features: { code: string; name: string; description: string; value: string }[]
  allowances: PlanAllowance[]
}

export interface PlanAllowance {
  meter: string
  name: string
  unit: string
  /** What the quantity is: a flow's allowance is per month, that of the others at a time. */
  measure: Measure
  /** null = unlimited. */
  included: bigint | null
  hard: boolean
  /** What a unit beyond costs who agrees to the plan today, in the plan's currency; null = nothing. */
  overage: PlanOverage | null
}

export interface PlanOverage {
  currency: string
  /** Exact decimals in minor units. */
  model: UsageModel
  /** Per month, minor units. */
  minimumAmount: bigint | null
  maximumAmount: bigint | null
  version: number
}
