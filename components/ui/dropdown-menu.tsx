'use client'

import { Check } from 'lucide-react'
import { DropdownMenu as Radix } from 'radix-ui'
import type { ComponentProps } from 'react'
import { cn } from './cn'

export const DropdownMenu = Radix.Root
export const DropdownMenuTrigger = Radix.Trigger

export function DropdownMenuContent({ className, ...props }: ComponentProps<typeof Radix.Content>) {
  return (
    <Radix.Portal>
      <Radix.Content
        align="end"
        sideOffset={6}
        collisionPadding={8}
        {...props}
        className={cn(
          'z-50 max-h-(--radix-dropdown-menu-content-available-height) min-w-48 animate-rise-in overflow-y-auto rounded-lg border border-line bg-raised p-1 shadow-raised',
          className,
        )}
      />
    </Radix.Portal>
  )
}

const itemStyles =
  'flex cursor-default items-center gap-2.5 rounded-md px-2.5 py-1.5 text-sm text-ink outline-none select-none data-disabled:text-ink-faint data-highlighted:bg-sunken [&_svg]:size-4 [&_svg]:shrink-0 [&_svg]:text-ink-faint'

interface ItemProps extends ComponentProps<typeof Radix.Item> {
  danger?: boolean
}

export function DropdownMenuItem({ className, danger, ...props }: ItemProps) {
  return (
    <Radix.Item {...props} className={cn(itemStyles, danger && 'text-critical [&_svg]:text-critical', className)} />
  )
}

export function DropdownMenuCheckboxItem({ className, children, ...props }: ComponentProps<typeof Radix.CheckboxItem>) {
  return (
    <Radix.CheckboxItem {...props} className={cn(itemStyles, 'relative pl-8', className)}>
      <Radix.ItemIndicator className="absolute left-2.5">
        <Check aria-hidden className="text-accent-text!" />
      </Radix.ItemIndicator>
      {children}
    </Radix.CheckboxItem>
  )
}

export function DropdownMenuLabel({ className, ...props }: ComponentProps<typeof Radix.Label>) {
  return <Radix.Label {...props} className={cn('px-2.5 pt-1.5 pb-1 text-xs text-ink-faint', className)} />
}

export function DropdownMenuSeparator() {
  return <Radix.Separator className="-mx-1 my-1 h-px bg-line" />
}
