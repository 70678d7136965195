'use client'

import { X } from 'lucide-react'
import { Dialog as Radix } from 'radix-ui'
import type { ReactNode } from 'react'
import { texts } from '@/components/texts/en'
import { buttonStyles } from './button'
import { cn } from './cn'

interface SheetProps {
  trigger?: ReactNode
  title: ReactNode
  children: ReactNode
  side?: 'left' | 'right'
  open?: boolean
  onOpenChange?: (open: boolean) => void
  className?: string
}

/** A panel from the side: navigation on phones, details beside a list. */
export function Sheet({ trigger, title, children, side = 'right', open, onOpenChange, className }: SheetProps) {
  return (
    <Radix.Root open={open} onOpenChange={onOpenChange}>
      {trigger && <Radix.Trigger asChild>{trigger}</Radix.Trigger>}
      <Radix.Portal>
        <Radix.Overlay className="animate-fade-in bg-scrim fixed inset-0 z-40" />
        <Radix.Content
          aria-describedby={undefined}
          className={cn(
            'border-line bg-raised shadow-raised fixed inset-y-0 z-50 flex w-[min(22rem,calc(100vw-3rem))] flex-col focus:outline-none',
            side === 'right' ? 'animate-slide-in right-0 border-l' : 'animate-fade-in left-0 border-r',
            className,
          )}
        >
          <header className="flex items-center justify-between gap-4 px-4 py-3">
            <Radix.Title className="text-base font-semibold tracking-tight">{title}</Radix.Title>
            <Radix.Close
              aria-label={texts.common.close}
              className={buttonStyles({ variant: 'ghost', size: 'icon-sm' })}
            >
              <X aria-hidden />
            </Radix.Close>
          </header>
          <div className="min-h-0 flex-1 overflow-y-auto px-4 pb-6">{children}</div>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  )
}
