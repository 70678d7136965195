import { ArrowDownRight, ArrowUpRight, LogOut, RotateCcw, Sparkles, type LucideIcon } from 'lucide-react'
import { texts } from '@/components/texts/en'
import { Badge, type Tone } from '@/components/ui/badge'

const looks: Record<string, { tone: Tone; icon: LucideIcon }> = {
  new: { tone: 'positive', icon: Sparkles },
  reactivation: { tone: 'positive', icon: RotateCcw },
  expansion: { tone: 'positive', icon: ArrowUpRight },
  contraction: { tone: 'caution', icon: ArrowDownRight },
  churn: { tone: 'critical', icon: LogOut },
}

export function MovementBadge({ kind }: { kind: string }) {
  const look = looks[kind] ?? { tone: 'neutral' as const, icon: ArrowUpRight }
  const Icon = look.icon
  return (
    <Badge tone={look.tone} icon={<Icon aria-hidden />}>
      {texts.admin.dashboard.movements[kind] ?? kind}
    </Badge>
  )
}
