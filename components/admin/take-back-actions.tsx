'use client'

import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { toast } from 'sonner'
import { attempt, type FieldErrors } from '@/components/forms/attempt'
import type { Action } from '@/components/forms/outcome'
import { texts } from '@/components/texts/en'
import { Button } from '@/components/ui/button'
import { ConfirmDialog } from '@/components/ui/confirm-dialog'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'

interface TakeBackRequest {
  id: string
  reason: string
}

interface TakeBackActionsProps {
  id: string
  number: string
  /** What is due, as text. */
  amount: string
  takeBack: Action<TakeBackRequest>
  /** Answers with the new invoice's id. */
  billAgain: Action<TakeBackRequest, { id: string }>
}

/** Takes an unpaid invoice back, or takes it back and bills the same anew; each asks first, and for the reason. */
export function TakeBackActions({ id, number, amount, takeBack, billAgain }: TakeBackActionsProps) {
  const router = useRouter()
  const t = texts.invoicing.takeBack
  return (
    <>
      <AskedForReason
        label={t.again}
        title={t.againTitle(number)}
        consequences={[t.numberStays(number), t.againBilled, t.againCharged]}
        confirmLabel={t.againConfirm}
        action={({ reason }) => billAgain({ id, reason })}
        onDone={(again) => {
          toast.success(t.againDone)
          router.push(`/admin/invoices/${again.id}`)
        }}
      />
      <AskedForReason
        danger
        label={t.void}
        title={t.voidTitle(number)}
        consequences={[t.numberStays(number), t.voidClaim(amount), t.voidSubscription]}
        confirmLabel={t.void}
        action={({ reason }) => takeBack({ id, reason })}
        onDone={() => toast.success(t.voidDone)}
      />
    </>
  )
}

interface AskedForReasonProps<Data> {
  label: string
  title: string
  consequences: string[]
  confirmLabel: string
  danger?: boolean
  action: Action<{ reason: string }, Data>
  onDone: (data: Data) => void
}

function AskedForReason<Data>({ label, action, onDone, ...dialog }: AskedForReasonProps<Data>) {
  const [reason, setReason] = useState('')
  const [errors, setErrors] = useState<FieldErrors>({})
  const t = texts.invoicing.takeBack
  return (
    <ConfirmDialog
      {...dialog}
      trigger={<Button variant="secondary">{label}</Button>}
      onConfirm={() => attempt({ action, input: { reason }, onInvalid: setErrors, onDone })}
    >
      <Field label={t.reason} hint={t.reasonHint} error={errors.reason}>
        <Input maxLength={200} value={reason} onChange={(event) => setReason(event.target.value)} />
      </Field>
    </ConfirmDialog>
  )
}
