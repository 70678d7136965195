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
        <Radix.Overlay className="fixed inset-0 z-40 animate-fade-in bg-scrim" />
        <Radix.Content
          aria-describedby={undefined}
          className={cn(
            'fixed inset-y-0 z-50 flex w-[min(22rem,calc(100vw-3rem))] flex-col border-line bg-raised shadow-raised focus:outline-none',
            side === 'right' ? 'right-0 animate-slide-in border-l' : 'left-0 animate-fade-in border-r',
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
