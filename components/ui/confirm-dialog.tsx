'use client'

import { useState, useTransition, type ReactNode } from 'react'
import { texts } from '@/components/texts/en'
import { Banner } from './banner'
import { Button } from './button'
import { Dialog, DialogClose } from './dialog'

export interface ConfirmDialogProps {
  trigger?: ReactNode
  title: ReactNode
  description?: ReactNode
  /** What will happen, line by line, with amounts and dates. */
  consequences?: ReactNode[]
  /** Fields of the question, e.g. a reason. */
  children?: ReactNode
  confirmLabel: string
  cancelLabel?: string
  danger?: boolean
  /** Whether all that is to be agreed to is in sight already. */
  ready?: boolean
  /** Does it. A returned text is the reason it did not work and keeps the dialog open. */
  onConfirm: () => Promise<string | void | undefined>
  open?: boolean
  onOpenChange?: (open: boolean) => void
}

/** Asks before something costly or final, saying what will happen. */
export function ConfirmDialog({
  trigger,
  title,
  description,
  consequences,
  children,
  confirmLabel,
  cancelLabel = texts.common.cancel,
  danger,
  ready = true,
  onConfirm,
  open: steered,
  onOpenChange,
}: ConfirmDialogProps) {
  const [ownOpen, setOwnOpen] = useState(false)
  const [failure, setFailure] = useState<string | null>(null)
  const [pending, startTransition] = useTransition()
  const open = steered ?? ownOpen

  function change(next: boolean) {
    if (pending) return
    setFailure(null)
    setOwnOpen(next)
    onOpenChange?.(next)
  }

  function confirm() {
    startTransition(async () => {
      const problem = await onConfirm()
      if (problem) return setFailure(problem)
      setFailure(null)
      setOwnOpen(false)
      onOpenChange?.(false)
    })
  }

  return (
    <Dialog
      trigger={trigger}
      title={title}
      description={description}
      open={open}
      onOpenChange={change}
      footer={
        <>
          <Button variant={danger ? 'danger' : 'primary'} pending={pending} disabled={!ready} onClick={confirm}>
            {confirmLabel}
          </Button>
          <DialogClose asChild>
            <Button variant="secondary">{cancelLabel}</Button>
          </DialogClose>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        {consequences && consequences.length > 0 && (
          <ul className="flex flex-col divide-y divide-line rounded-lg border border-line bg-sunken/60 text-sm">
            {consequences.map((line, index) => (
              <li key={index} className="px-3.5 py-2.5 text-ink">
                {line}
              </li>
            ))}
          </ul>
        )}
        {children}
        {failure && <Banner tone="critical" title={failure} />}
      </div>
    </Dialog>
  )
}
