'use client'

import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { toast } from 'sonner'
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
        onConfirm={async (reason) => {
          const outcome = await billAgain({ id, reason }).catch(() => undefined)
          if (outcome?.data) {
            toast.success(t.againDone)
            router.push(`/admin/invoices/${outcome.data.id}`)
          }
          return outcome
        }}
      />
      <AskedForReason
        danger
        label={t.void}
        title={t.voidTitle(number)}
        consequences={[t.numberStays(number), t.voidClaim(amount), t.voidSubscription]}
        confirmLabel={t.void}
        onConfirm={async (reason) => {
          const outcome = await takeBack({ id, reason }).catch(() => undefined)
          if (outcome && !outcome.serverError && !outcome.validationErrors) toast.success(t.voidDone)
          return outcome
        }}
      />
    </>
  )
}

interface AskedForReasonProps {
  label: string
  title: string
  consequences: string[]
  confirmLabel: string
  danger?: boolean
  onConfirm: (reason: string) => ReturnType<Action<TakeBackRequest>>
}

function AskedForReason({ label, onConfirm, ...dialog }: AskedForReasonProps) {
  const [reason, setReason] = useState('')
  const [error, setError] = useState<string>()
  const t = texts.invoicing.takeBack
  return (
    <ConfirmDialog
      {...dialog}
      trigger={<Button variant="secondary">{label}</Button>}
      onConfirm={async () => {
        const outcome = await onConfirm(reason)
        setError(outcome?.validationErrors?.fieldErrors?.reason?.[0])
        if (!outcome) return texts.common.errors.offline
        if (outcome.serverError) return outcome.serverError.message
        if (outcome.validationErrors) return texts.common.errors.generic
      }}
    >
      <Field label={t.reason} hint={t.reasonHint} error={error}>
        <Input maxLength={200} value={reason} onChange={(event) => setReason(event.target.value)} />
      </Field>
    </ConfirmDialog>
  )
}
