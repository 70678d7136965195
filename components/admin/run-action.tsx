'use client'

import { useTransition, type ReactNode } from 'react'
import { toast } from 'sonner'
import type { Action } from '@/components/forms/outcome'
import { texts } from '@/components/texts/en'
import { Button, type ButtonProps } from '@/components/ui/button'

interface RunActionProps<Input> {
  children: ReactNode
  action: Action<Input>
  input: Input
  doneText: string
  onDone?: () => void
  variant?: ButtonProps['variant']
  size?: ButtonProps['size']
}

/** A button for what is harmless: runs a server action at once and tells how it went. */
export function RunAction<Input>({
  children,
  action,
  input,
  doneText,
  onDone,
  variant = 'secondary',
  size,
}: RunActionProps<Input>) {
  const [pending, startTransition] = useTransition()
  return (
    <Button
      variant={variant}
      size={size}
      pending={pending}
      onClick={() =>
        startTransition(async () => {
          const outcome = await action(input).catch(() => undefined)
          if (!outcome || outcome.serverError || outcome.validationErrors) {
            toast.error(
              outcome?.serverError?.message ?? (outcome ? texts.common.errors.generic : texts.common.errors.offline),
            )
            return
          }
          toast.success(doneText)
          onDone?.()
        })
      }
    >
      {children}
    </Button>
  )
}
