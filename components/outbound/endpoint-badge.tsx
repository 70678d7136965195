import { CircleAlert, CircleCheck, CircleMinus } from 'lucide-react'
import { texts } from '@/components/texts/en'
import { Badge } from '@/components/ui/badge'
import type { EndpointItem } from './outbound-items'

const LOOKS = {
  ENABLED: { tone: 'positive', icon: <CircleCheck aria-hidden /> },
  FAILING: { tone: 'caution', icon: <CircleAlert aria-hidden /> },
  DISABLED: { tone: 'neutral', icon: <CircleMinus aria-hidden /> },
} as const

export function EndpointBadge({ state }: { state: EndpointItem['state'] }) {
  const { tone, icon } = LOOKS[state]
  return (
    <Badge tone={tone} icon={icon}>
      {texts.outbound.states[state]}
    </Badge>
  )
}
