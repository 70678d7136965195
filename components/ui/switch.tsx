'use client'

import { Switch as Radix } from 'radix-ui'
import { useId, type ComponentProps, type ReactNode } from 'react'
import { cn } from './cn'

interface SwitchProps extends ComponentProps<typeof Radix.Root> {
  label: ReactNode
  hint?: ReactNode
}

/** Turns something on at once, without a save button. */
export function Switch({ label, hint, className, id, ...props }: SwitchProps) {
  const ownId = useId()
  const inputId = id ?? ownId
  return (
    <div className={cn('flex items-start justify-between gap-6', className)}>
      <div className="min-w-0">
        <label htmlFor={inputId} className="block text-sm font-medium text-ink">
          {label}
        </label>
        {hint && (
          <p id={`${inputId}-hint`} className="text-xs text-ink-faint">
            {hint}
          </p>
        )}
      </div>
      <Radix.Root
        id={inputId}
        aria-describedby={hint ? `${inputId}-hint` : undefined}
        {...props}
        className="mt-0.5 inline-flex h-5.5 w-9.5 shrink-0 items-center rounded-full bg-line-strong px-0.5 transition-colors data-[state=checked]:bg-accent"
      >
        <Radix.Thumb className="size-4.5 rounded-full bg-white shadow-card transition-transform data-[state=checked]:translate-x-4" />
      </Radix.Root>
    </div>
  )
}
