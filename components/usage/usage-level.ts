import { compare, fromDecimalString, multiply, rational, subtract, toDecimalString } from '@/lib/engine/rational'
import type { UsageLevel } from './types'

interface Standing {
  used: string
  /** null = as much as one likes. */
  included: string | null
}

/** How use stands to what is included: 'near' from 80 %, 'full' at 100 %, 'over' beyond. */
export function usageLevel({ used, included }: Standing): UsageLevel {
  if (included === null) return 'unlimited'
  const [taken, all] = [fromDecimalString(used), fromDecimalString(included)]
  const against = compare(taken, all)
  if (against > 0) return 'over'
  if (all.numerator === 0n) return 'none'
  if (against === 0) return 'full'
  return compare(taken, multiply(all, rational(4n, 5n))) >= 0 ? 'near' : 'fine'
}

/** What of it is beyond what is included: an exact decimal, null = nothing. */
export function beyondIncluded({ used, included }: Standing): string | null {
  if (included === null) return null
  const more = subtract(fromDecimalString(used), fromDecimalString(included))
  return more.numerator > 0n ? toDecimalString(more) : null
}

/** For bars and percentages only: 0.8 of what is included; null without a limit. */
export function usedShare({ used, included }: Standing): number | null {
  return included === null || Number(included) === 0 ? null : Number(used) / Number(included)
}
