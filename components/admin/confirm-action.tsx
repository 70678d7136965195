'use client'

import type { ReactNode } from 'react'
import { toast } from 'sonner'
import { attempt } from '@/components/forms/attempt'
import type { Action } from '@/components/forms/outcome'
import { Button, type ButtonProps } from '@/components/ui/button'
import { ConfirmDialog } from '@/components/ui/confirm-dialog'

interface ConfirmActionProps {
  label: ReactNode
  variant?: ButtonProps['variant']
  size?: ButtonProps['size']
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
  size,
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
      trigger={
        <Button variant={variant} size={size}>
          {label}
        </Button>
      }
      title={title}
      consequences={consequences}
      confirmLabel={confirmLabel}
      onConfirm={() => attempt({ action, input: { id }, onDone: () => toast.success(doneText) })}
    />
  )
}
