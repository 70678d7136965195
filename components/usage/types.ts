import type { ExplanationStep } from '@/lib/engine/explanation'

/** How a meter stands to what is included; `near` from 80 %. */
export type UsageLevel = 'fine' | 'near' | 'full' | 'over' | 'none' | 'unlimited'

/** A meter of a customer in the period that runs, as screens show it. Quantities are exact decimals of its unit. */
export interface MeterView {
  code: string
  name: string
  unit: string
  /** Adds up over time; else it is a level. */
  isFlow: boolean
  used: string
  /** null = as much as one likes. */
  included: string | null
  hard: boolean
  level: UsageLevel
  /** What goes beyond; null = nothing. */
  beyond: string | null
  remaining: string | null
  /** Minor units: what is beyond costs so far. */
  overageAmount: bigint
  currency: string
  /** When it starts again; null = never. */
  resetsAt: string | null
}

/** What use of a meter beyond the plan comes to: so far, and by the end of the period if it goes on as it does. */
export interface OverageView {
  code: string
  name: string
  unit: string
  quantity: string
  /** Minor units, before VAT. */
  amount: bigint
  /** For each part of the period in which the terms were the same. */
  explanation: ExplanationStep[][]
  projectedQuantity: string
  projectedAmount: bigint
}
