'use client'

import type { ReactNode } from 'react'
import { toast } from 'sonner'
import type { Action } from '@/components/forms/outcome'
import { texts } from '@/components/texts/en'
import { Button, type ButtonProps } from '@/components/ui/button'
import { ConfirmDialog } from '@/components/ui/confirm-dialog'

interface ConfirmActionProps {
  label: ReactNode
  variant?: ButtonProps['variant']
  title: string
  consequences: ReactNode[]
  confirmLabel: string
  doneText: string
  danger?: boolean
  /** Calls a server action on this thing. */
  action: Action<{ id: string }>
  id: string
}

/** A button that says what will happen, asks, does it by a server action and tells how it went. */
export function ConfirmAction({
  label,
  variant = 'secondary',
  title,
  consequences,
  confirmLabel,
  doneText,
  danger,
  action,
  id,
}: ConfirmActionProps) {
  return (
    <ConfirmDialog
      danger={danger}
      trigger={<Button variant={variant}>{label}</Button>}
      title={title}
      consequences={consequences}
      confirmLabel={confirmLabel}
      onConfirm={async () => {
        const outcome = await action({ id }).catch(() => undefined)
        if (!outcome) return texts.common.errors.offline
        if (outcome.serverError) return outcome.serverError.message
        if (outcome.validationErrors) return texts.common.errors.generic
        toast.success(doneText)
      }}
    />
  )
}
