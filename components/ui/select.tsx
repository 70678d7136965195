'use client'

import { Check, ChevronDown } from 'lucide-react'
import { Select as Radix } from 'radix-ui'
import type { ReactNode } from 'react'
import { cn } from './cn'
import { useFieldControl } from './field'

export interface SelectOption {
  value: string
  label: ReactNode
  hint?: ReactNode
  disabled?: boolean
}

export interface SelectProps {
  options: SelectOption[]
  value?: string
  defaultValue?: string
  onValueChange?: (value: string) => void
  placeholder?: string
  name?: string
  disabled?: boolean
  className?: string
  'aria-label'?: string
}

/** A short list of choices with room for a hint per choice. */
export function Select({ options, placeholder, className, 'aria-label': ariaLabel, ...props }: SelectProps) {
  const { 'aria-required': _required, ...field } = useFieldControl()
  return (
    <Radix.Root {...props}>
      <Radix.Trigger
        {...field}
        aria-label={ariaLabel}
        className={cn(
          'control data-placeholder:text-ink-faint flex items-center justify-between gap-2 text-left',
          className,
        )}
      >
        <span className="truncate">
          <Radix.Value placeholder={placeholder} />
        </span>
        <ChevronDown aria-hidden className="text-ink-faint size-4 shrink-0" />
      </Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          position="popper"
          sideOffset={6}
          className="animate-rise-in border-line bg-raised shadow-raised z-50 max-h-(--radix-select-content-available-height) min-w-(--radix-select-trigger-width) overflow-hidden rounded-lg border"
        >
          <Radix.Viewport className="p-1">
            {options.map((option) => (
              <Radix.Item
                key={option.value}
                value={option.value}
                disabled={option.disabled}
                className="data-disabled:text-ink-faint data-highlighted:bg-sunken relative flex cursor-default flex-col rounded-md py-1.5 pr-9 pl-2.5 text-sm outline-none select-none"
              >
                <Radix.ItemText>{option.label}</Radix.ItemText>
                {option.hint && <span className="text-ink-faint text-xs">{option.hint}</span>}
                <Radix.ItemIndicator className="absolute inset-y-0 right-2.5 grid place-items-center">
                  <Check aria-hidden className="text-accent-text size-4" />
                </Radix.ItemIndicator>
              </Radix.Item>
            ))}
          </Radix.Viewport>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  )
}
