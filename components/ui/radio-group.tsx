'use client'

import { RadioGroup as Radix } from 'radix-ui'
import { useId, type ComponentProps, type ReactNode } from 'react'
import { cn } from './cn'

export function RadioGroup({ className, ...props }: ComponentProps<typeof Radix.Root>) {
  return <Radix.Root {...props} className={cn('grid gap-2.5', className)} />
}

interface RadioProps extends ComponentProps<typeof Radix.Item> {
  label: ReactNode
  hint?: ReactNode
  /** At the end of the row: a price, a badge. */
  aside?: ReactNode
  /** A bordered card that can be clicked as a whole. */
  card?: boolean
}

export function Radio({ label, hint, aside, card, className, id, ...props }: RadioProps) {
  const ownId = useId()
  const inputId = id ?? ownId
  return (
    <div
      className={cn(
        'relative flex items-start gap-3',
        card &&
          'rounded-lg border border-line bg-surface p-3.5 transition-colors hover:border-line-strong has-data-[state=checked]:border-accent has-data-[state=checked]:bg-accent-soft/50',
        className,
      )}
    >
      <Radix.Item
        id={inputId}
        aria-describedby={hint ? `${inputId}-hint` : undefined}
        {...props}
        className="relative z-10 mt-0.5 grid size-4.5 shrink-0 place-items-center rounded-full border border-line-strong bg-surface data-[state=checked]:border-[5px] data-[state=checked]:border-accent"
      />
      <div className="min-w-0 flex-1">
        <label
          htmlFor={inputId}
          className={cn('block text-sm leading-5.5 font-medium text-ink', card && 'after:absolute after:inset-0')}
        >
          {label}
        </label>
        {hint && (
          <p id={`${inputId}-hint`} className="text-xs text-ink-faint">
            {hint}
          </p>
        )}
      </div>
      {aside && <div className="shrink-0 text-sm">{aside}</div>}
    </div>
  )
}
