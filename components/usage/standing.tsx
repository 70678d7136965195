import { CircleAlert, CircleCheck, TriangleAlert, TrendingUp } from 'lucide-react'
import { texts } from '@/components/texts/en'
import type { MeterView } from './types'

/** Am I all right? In one sentence, worst first. */
export function Standing({ meters }: { meters: MeterView[] }) {
  const t = texts.usage.portal
  const names = (level: MeterView['level']) =>
    meters
      .filter((meter) => meter.level === level)
      .map(({ name }) => name)
      .join(', ')
  const [over, full, near] = [names('over'), names('full'), names('near')]
  const [Icon, tone, text] = over
    ? ([TrendingUp, 'text-caution', t.over(over)] as const)
    : full
      ? ([CircleAlert, 'text-critical', t.full(full)] as const)
      : near
        ? ([TriangleAlert, 'text-caution', t.near(near)] as const)
        : ([CircleCheck, 'text-positive', t.fine] as const)
  return (
    <span className="inline-flex items-start gap-1.5">
      <Icon aria-hidden className={`mt-0.5 size-4 shrink-0 ${tone}`} />
      {text}
    </span>
  )
}
