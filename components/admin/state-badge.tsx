import { CircleAlert, CircleCheck, CircleDashed, CircleMinus, Hourglass, type LucideIcon } from 'lucide-react'
import { texts } from '@/components/texts/en'
import { Badge, type Tone } from '@/components/ui/badge'

const looks: Record<string, { tone: Tone; icon: LucideIcon }> = {
  PENDING: { tone: 'accent', icon: Hourglass },
  QUEUED: { tone: 'accent', icon: Hourglass },
  CREATED: { tone: 'neutral', icon: CircleDashed },
  PROCESSED: { tone: 'positive', icon: CircleCheck },
  SENT: { tone: 'positive', icon: CircleCheck },
  SUCCEEDED: { tone: 'positive', icon: CircleCheck },
  IGNORED: { tone: 'neutral', icon: CircleMinus },
  FAILED: { tone: 'critical', icon: CircleAlert },
}

const labels = {
  event: texts.admin.webhooks.states,
  email: texts.admin.emails.states,
  refund: texts.admin.invoice.refundStates,
}

/** States of staff's own things (events, emails, refunds) as text and icon. */
export function StateBadge({ kind, state }: { kind: keyof typeof labels; state: string }) {
  const look = looks[state] ?? { tone: 'neutral' as const, icon: CircleDashed }
  const Icon = look.icon
  return (
    <Badge tone={look.tone} icon={<Icon aria-hidden />}>
      {labels[kind][state] ?? state}
    </Badge>
  )
}
