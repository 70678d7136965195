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
          'flex control items-center justify-between gap-2 text-left data-placeholder:text-ink-faint',
          className,
        )}
      >
        <span className="truncate">
          <Radix.Value placeholder={placeholder} />
        </span>
        <ChevronDown aria-hidden className="size-4 shrink-0 text-ink-faint" />
      </Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          position="popper"
          sideOffset={6}
          className="z-50 max-h-(--radix-select-content-available-height) min-w-(--radix-select-trigger-width) animate-rise-in overflow-hidden rounded-lg border border-line bg-raised shadow-raised"
        >
          <Radix.Viewport className="p-1">
            {options.map((option) => (
              <Radix.Item
                key={option.value}
                value={option.value}
                disabled={option.disabled}
                className="relative flex cursor-default flex-col rounded-md py-1.5 pr-9 pl-2.5 text-sm outline-none select-none data-disabled:text-ink-faint data-highlighted:bg-sunken"
              >
                <Radix.ItemText>{option.label}</Radix.ItemText>
                {option.hint && <span className="text-xs text-ink-faint">{option.hint}</span>}
                <Radix.ItemIndicator className="absolute inset-y-0 right-2.5 grid place-items-center">
                  <Check aria-hidden className="size-4 text-accent-text" />
                </Radix.ItemIndicator>
              </Radix.Item>
            ))}
          </Radix.Viewport>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  )
}
