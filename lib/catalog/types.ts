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
  /** `included` null = unlimited. */
  allowances: { meter: string; name: string; unit: string; included: bigint | null; hard: boolean }[]
}
