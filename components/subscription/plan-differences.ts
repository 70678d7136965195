import type { Plan } from '@/lib/catalog/types'
import { includedText } from '@/components/site/included-text'

/** What moving from one plan to another gains and loses: features, and limits that grow or shrink. */
export function planDifferences(from: Plan, to: Plan): { gains: string[]; losses: string[] } {
  const gains: string[] = []
  const losses: string[] = []
  const has = (plan: Plan, code: string) => plan.features.some((feature) => feature.code === code)
  for (const { code, name } of to.features) if (!has(from, code)) gains.push(name)
  for (const { code, name } of from.features) if (!has(to, code)) losses.push(name)
  for (const after of to.allowances) {
    const before = from.allowances.find(({ meter }) => meter === after.meter)
    if (!before || before.included === after.included) continue
    const grows = after.included === null || (before.included !== null && after.included > before.included)
    const words = `${after.name}: ${includedText(before)} → ${includedText(after)}`
    ;(grows ? gains : losses).push(words)
  }
  return { gains, losses }
}
