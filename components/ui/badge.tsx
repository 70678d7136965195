import { cva } from 'class-variance-authority'
import type { ReactNode } from 'react'
import { cn } from './cn'

export type Tone = 'neutral' | 'accent' | 'positive' | 'caution' | 'critical'

const badgeStyles = cva(
  'inline-flex items-center gap-1.5 rounded-full border px-2 py-px text-xs font-medium whitespace-nowrap [&_svg]:size-3.5 [&_svg]:shrink-0',
  {
    variants: {
      tone: {
        neutral: 'border-line bg-sunken text-ink-muted',
        accent: 'border-accent-line bg-accent-soft text-accent-text',
        positive: 'border-positive-line bg-positive-soft text-positive',
        caution: 'border-caution-line bg-caution-soft text-caution',
        critical: 'border-critical-line bg-critical-soft text-critical',
      },
    },
  },
)

interface BadgeProps {
  tone?: Tone
  /** An icon says the same as the colour, for those who do not see it. */
  icon?: ReactNode
  children: ReactNode
  className?: string
}

export function Badge({ tone = 'neutral', icon, children, className }: BadgeProps) {
  return (
    <span className={cn(badgeStyles({ tone }), className)}>
      {icon}
      {children}
    </span>
  )
}
