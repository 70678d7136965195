'use client'

import { CircleAlert } from 'lucide-react'
import { createContext, useContext, useId, type ReactNode } from 'react'
import { texts } from '@/components/texts/en'
import { cn } from './cn'

interface FieldControl {
  id: string
  'aria-describedby'?: string
  'aria-invalid'?: true
  'aria-required'?: true
}

const FieldContext = createContext<FieldControl | null>(null)

/** What a control inside a `Field` must carry; empty outside of one. */
export function useFieldControl(): Partial<FieldControl> {
  return useContext(FieldContext) ?? {}
}

export interface FieldProps {
  label: ReactNode
  /** One control from `components/ui`: it takes id and aria attributes from here. */
  children: ReactNode
  hint?: ReactNode
  error?: string | string[] | null
  /** Marks the fields that may stay empty: most are needed. */
  optional?: boolean
  /** Keeps the label for assistive technology only. */
  hideLabel?: boolean
  /** At the end of the label's line: a link, a counter. */
  aside?: ReactNode
  className?: string
}

/** Label, control, hint and error, tied together for assistive technology. */
export function Field({ label, children, hint, error, optional, hideLabel, aside, className }: FieldProps) {
  const id = useId()
  const message = Array.isArray(error) ? error[0] : error
  const described = [hint ? `${id}-hint` : null, message ? `${id}-error` : null].filter(Boolean).join(' ')
  const control: FieldControl = {
    id,
    ...(described ? { 'aria-describedby': described } : {}),
    ...(message ? { 'aria-invalid': true } : {}),
    ...(optional ? {} : { 'aria-required': true }),
  }
  return (
    <FieldContext value={control}>
      <div className={cn('flex min-w-0 flex-col gap-1.5', className)}>
        <div className={cn('flex items-baseline justify-between gap-3', hideLabel && 'sr-only')}>
          <label htmlFor={id} className="text-sm font-medium text-ink">
            {label}
            {optional && <span className="ml-1.5 font-normal text-ink-faint">{texts.common.optional}</span>}
          </label>
          {aside && <div className="text-sm">{aside}</div>}
        </div>
        {children}
        {hint && (
          <p id={`${id}-hint`} className="text-xs text-ink-faint">
            {hint}
          </p>
        )}
        <FieldError id={`${id}-error`} message={message} />
      </div>
    </FieldContext>
  )
}

export function FieldError({ id, message }: { id?: string; message?: string | null }) {
  if (!message) return null
  return (
    <p id={id} role="alert" className="flex items-start gap-1.5 text-xs font-medium text-critical">
      <CircleAlert aria-hidden className="mt-0.5 size-3.5 shrink-0" />
      {message}
    </p>
  )
}
