'use client'

import { useState } from 'react'
import { toast } from 'sonner'
import { attempt } from '@/components/forms/attempt'
import type { Action } from '@/components/forms/outcome'
import { texts } from '@/components/texts/en'
import { Button } from '@/components/ui/button'
import { ConfirmDialog } from '@/components/ui/confirm-dialog'
import { Field } from '@/components/ui/field'
import { NativeSelect } from '@/components/ui/native-select'
import { Textarea } from '@/components/ui/textarea'

interface CancelDialogProps {
  subscriptionId: string
  planName: string
  /** When it would end, already written. */
  endsOn: string
  cancel: Action<{ subscriptionId: string; reason: string; comment: string }>
}

/** Asks why, says what ends and when, and cancels at the end of the paid period. */
export function CancelDialog({ subscriptionId, planName, endsOn, cancel }: CancelDialogProps) {
  const [reason, setReason] = useState('')
  const [comment, setComment] = useState('')
  const t = texts.portal.cancel
  return (
    <ConfirmDialog
      danger
      trigger={<Button variant="ghost">{texts.portal.subscription.cancel}</Button>}
      title={t.title}
      description={t.text}
      consequences={[t.ends(planName, endsOn), t.noCharge, t.resume, t.keep]}
      confirmLabel={t.submit(endsOn)}
      cancelLabel={t.back}
      onConfirm={() =>
        attempt({
          action: cancel,
          input: { subscriptionId, reason, comment },
          onDone: () => toast.success(t.done(endsOn)),
        })
      }
    >
      <Field label={t.reason} optional>
        <NativeSelect value={reason} onChange={(event) => setReason(event.target.value)}>
          <option value="">{t.chooseReason}</option>
          {Object.entries(t.reasons).map(([value, label]) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </NativeSelect>
      </Field>
      <Field label={t.comment} optional>
        <Textarea rows={2} maxLength={1000} value={comment} onChange={(event) => setComment(event.target.value)} />
      </Field>
    </ConfirmDialog>
  )
}
