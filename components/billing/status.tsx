import {
  Ban,
  CircleAlert,
  CircleCheck,
  CircleDashed,
  CircleHelp,
  CirclePause,
  CircleX,
  Clock,
  FileText,
  Hourglass,
  RotateCcw,
  ShieldAlert,
  type LucideIcon,
} from 'lucide-react'
import { texts } from '@/components/texts/en'
import { Badge, type Tone } from '@/components/ui/badge'

interface Look {
  tone: Tone
  icon: LucideIcon
  label: string
}

const subscription: Record<string, Look> = {
  SCHEDULED: { tone: 'accent', icon: Clock, label: texts.status.subscription.SCHEDULED },
  INCOMPLETE: { tone: 'caution', icon: CircleDashed, label: texts.status.subscription.INCOMPLETE },
  INCOMPLETE_EXPIRED: { tone: 'neutral', icon: CircleX, label: texts.status.subscription.INCOMPLETE_EXPIRED },
  TRIALING: { tone: 'accent', icon: Hourglass, label: texts.status.subscription.TRIALING },
  ACTIVE: { tone: 'positive', icon: CircleCheck, label: texts.status.subscription.ACTIVE },
  PAST_DUE: { tone: 'critical', icon: CircleAlert, label: texts.status.subscription.PAST_DUE },
  UNPAID: { tone: 'critical', icon: CircleX, label: texts.status.subscription.UNPAID },
  PAUSED: { tone: 'neutral', icon: CirclePause, label: texts.status.subscription.PAUSED },
  CANCELED: { tone: 'neutral', icon: Ban, label: texts.status.subscription.CANCELED },
}

const invoice: Record<string, Look> = {
  DRAFT: { tone: 'neutral', icon: FileText, label: texts.status.invoice.DRAFT },
  OPEN: { tone: 'caution', icon: Clock, label: texts.status.invoice.OPEN },
  OVERDUE: { tone: 'critical', icon: CircleAlert, label: texts.status.invoice.OVERDUE },
  PAID: { tone: 'positive', icon: CircleCheck, label: texts.status.invoice.PAID },
  VOID: { tone: 'neutral', icon: Ban, label: texts.status.invoice.VOID },
  UNCOLLECTIBLE: { tone: 'critical', icon: CircleX, label: texts.status.invoice.UNCOLLECTIBLE },
}

const payment: Record<string, Look> = {
  CREATED: { tone: 'neutral', icon: CircleDashed, label: texts.status.payment.CREATED },
  PROCESSING: { tone: 'accent', icon: Hourglass, label: texts.status.payment.PROCESSING },
  REQUIRES_ACTION: { tone: 'caution', icon: ShieldAlert, label: texts.status.payment.REQUIRES_ACTION },
  SUCCEEDED: { tone: 'positive', icon: CircleCheck, label: texts.status.payment.SUCCEEDED },
  FAILED: { tone: 'critical', icon: CircleX, label: texts.status.payment.FAILED },
  UNKNOWN: { tone: 'caution', icon: CircleHelp, label: texts.status.payment.UNKNOWN },
  REFUNDED: { tone: 'neutral', icon: RotateCcw, label: texts.status.payment.REFUNDED },
  PARTIALLY_REFUNDED: { tone: 'neutral', icon: RotateCcw, label: texts.status.payment.PARTIALLY_REFUNDED },
  DISPUTED: { tone: 'critical', icon: ShieldAlert, label: texts.status.payment.DISPUTED },
  PENDING: { tone: 'accent', icon: Hourglass, label: texts.status.payment.PENDING },
  CANCELED: { tone: 'neutral', icon: Ban, label: texts.status.payment.CANCELED },
}

const kinds = { subscription, invoice, payment }

interface StatusProps {
  kind: keyof typeof kinds
  /** The state's name as the engine writes it. `OVERDUE` for an open invoice past its due date. */
  status: string
  className?: string
}

/** A state as text and icon, the same everywhere. A state unknown here is shown by its own name. */
export function Status({ kind, status, className }: StatusProps) {
  const look = kinds[kind][status] ?? {
    tone: 'neutral' as const,
    icon: CircleHelp,
    label: status.toLowerCase().replaceAll('_', ' '),
  }
  const Icon = look.icon
  return (
    <Badge tone={look.tone} icon={<Icon aria-hidden />} className={className}>
      {look.label}
    </Badge>
  )
}
