'use client'

import { X } from 'lucide-react'
import { Dialog as Radix } from 'radix-ui'
import type { ReactNode } from 'react'
import { texts } from '@/components/texts/en'
import { buttonStyles } from './button'
import { cn } from './cn'

export interface DialogProps {
  /** The control that opens it; focus returns there. Leave out when `open` is steered from outside. */
  trigger?: ReactNode
  title: ReactNode
  description?: ReactNode
  children?: ReactNode
  /** Buttons at the foot; on phones they stack, the first one on top. */
  footer?: ReactNode
  open?: boolean
  onOpenChange?: (open: boolean) => void
  className?: string
}

/** A question or a short form over the page; a sheet from below on phones. */
export function Dialog({ trigger, title, description, children, footer, open, onOpenChange, className }: DialogProps) {
  return (
    <Radix.Root open={open} onOpenChange={onOpenChange}>
      {trigger && <Radix.Trigger asChild>{trigger}</Radix.Trigger>}
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-40 animate-fade-in bg-scrim" />
        <Radix.Content
          {...(description ? {} : { 'aria-describedby': undefined })}
          className={cn(
            'fixed inset-x-0 bottom-0 z-50 flex max-h-[92dvh] animate-slide-up flex-col rounded-t-xl border border-line bg-raised shadow-raised focus:outline-none sm:inset-x-auto sm:top-1/2 sm:bottom-auto sm:left-1/2 sm:w-[calc(100vw-3rem)] sm:max-w-lg sm:-translate-x-1/2 sm:-translate-y-1/2 sm:animate-rise-in sm:rounded-xl',
            className,
          )}
        >
          <header className="flex items-start gap-4 px-5 pt-5 sm:px-6 sm:pt-6">
            <div className="min-w-0 flex-1">
              <Radix.Title className="text-lg font-semibold tracking-tight text-ink">{title}</Radix.Title>
              {description && (
                <Radix.Description className="mt-1 text-sm text-ink-muted">{description}</Radix.Description>
              )}
            </div>
            <Radix.Close
              aria-label={texts.common.close}
              className={cn(buttonStyles({ variant: 'ghost', size: 'icon-sm' }), '-mt-1 -mr-2')}
            >
              <X aria-hidden />
            </Radix.Close>
          </header>
          <div className="min-h-0 flex-1 overflow-y-auto px-5 py-4 sm:px-6">{children}</div>
          {footer && (
            <footer className="flex flex-col gap-2 border-t border-line px-5 py-4 sm:flex-row-reverse sm:px-6">
              {footer}
            </footer>
          )}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  )
}

/** Wrap a button of the footer to close the dialog with it. */
export const DialogClose = Radix.Close
