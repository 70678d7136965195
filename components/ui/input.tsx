'use client'

import type { ComponentProps, ReactNode } from 'react'
import { cn } from './cn'
import { useFieldControl } from './field'

export interface InputProps extends ComponentProps<'input'> {
  /** Icon or short text inside the field, at its start or end. */
  leading?: ReactNode
  trailing?: ReactNode
}

export function Input({ className, leading, trailing, type = 'text', ...props }: InputProps) {
  const field = useFieldControl()
  const input = (
    <input
      type={type}
      {...field}
      {...props}
      className={cn('control', leading && 'pl-9', trailing && 'pr-11', className)}
    />
  )
  if (!leading && !trailing) return input
  return (
    <div className="relative">
      {leading && (
        <span className="pointer-events-none absolute inset-y-0 left-0 grid w-9 place-items-center text-ink-faint [&_svg]:size-4">
          {leading}
        </span>
      )}
      {input}
      {trailing && (
        <span className="absolute inset-y-0 right-0 grid w-11 place-items-center text-ink-muted">{trailing}</span>
      )}
    </div>
  )
}
