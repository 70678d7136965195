import { CircleAlert, CircleCheck, CircleDashed, Infinity as Endless, TriangleAlert, TrendingUp } from 'lucide-react'
import { texts } from '@/components/texts/en'
import { Badge, type Tone } from '@/components/ui/badge'
import type { MeterView } from './types'

/** How a meter stands, in a word and an icon. */
export function LevelBadge({
  meter,
  always,
}: {
  meter: Pick<MeterView, 'level' | 'hard'>
  /** Else what is fine has no badge: in a row of cards only what is not should catch the eye. */
  always?: boolean
}) {
  const { level, hard } = meter
  if (level === 'fine' && !always) return null
  const looks: Record<MeterView['level'], { tone: Tone; icon: React.ReactNode }> = {
    fine: { tone: 'neutral', icon: <CircleCheck aria-hidden /> },
    near: { tone: 'caution', icon: <TriangleAlert aria-hidden /> },
    full: { tone: hard ? 'critical' : 'caution', icon: <CircleAlert aria-hidden /> },
    over: { tone: hard ? 'critical' : 'caution', icon: <TrendingUp aria-hidden /> },
    none: { tone: 'neutral', icon: <CircleDashed aria-hidden /> },
    unlimited: { tone: 'neutral', icon: <Endless aria-hidden /> },
  }
  const { tone, icon } = looks[level]
  return (
    <Badge tone={tone} icon={icon}>
      {texts.usage.levels[level === 'over' && !hard ? 'overSoft' : level]}
    </Badge>
  )
}
