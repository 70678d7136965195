import { CircleAlert, CircleCheck, Hourglass } from 'lucide-react'
import { texts } from '@/components/texts/en'
import { Badge } from '@/components/ui/badge'
import type { DeliveryItem } from './outbound-items'

const LOOKS = {
  PENDING: { tone: 'accent', icon: <Hourglass aria-hidden /> },
  SUCCEEDED: { tone: 'positive', icon: <CircleCheck aria-hidden /> },
  FAILED: { tone: 'critical', icon: <CircleAlert aria-hidden /> },
} as const

export function DeliveryBadge({ status }: { status: DeliveryItem['status'] }) {
  const { tone, icon } = LOOKS[status]
  return (
    <Badge tone={tone} icon={icon}>
      {texts.outbound.deliveryStates[status]}
    </Badge>
  )
}

/** "500: Not taken", "No answer within 15 seconds", "200". */
export function answerText({ statusCode, error }: Pick<DeliveryItem, 'statusCode' | 'error'>): string {
  const why = error ? (texts.outbound.errors[error] ?? error) : null
  if (statusCode === null) return why ?? '–'
  return why ? `${statusCode}: ${why}` : String(statusCode)
}
