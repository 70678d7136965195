'use client'

import { useState, type ReactNode } from 'react'
import { toast } from 'sonner'
import { attempt, type FieldErrors } from '@/components/forms/attempt'
import type { Action } from '@/components/forms/outcome'
import { formatMoney } from '@/components/format/money'
import { texts } from '@/components/texts/en'
import { ConfirmDialog } from '@/components/ui/confirm-dialog'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'

export interface TransferRequest {
  invoiceId: string
  /** As typed. */
  amount: string
  reference: string
}

interface TransferDialogProps {
  invoiceId: string
  number: string
  currency: string
  /** What can be paid; gross minor units. */
  amountDue: bigint
  record: Action<TransferRequest>
  trigger?: ReactNode
  open?: boolean
  onOpenChange?: (open: boolean) => void
}

/** Counts money that arrived on our bank account against an invoice. */
export function TransferDialog({ invoiceId, number, currency, amountDue, record, ...dialog }: TransferDialogProps) {
  const t = texts.dunning
  const due = formatMoney(amountDue, { currency })
  const [amount, setAmount] = useState('')
  const [reference, setReference] = useState('')
  const [errors, setErrors] = useState<FieldErrors>({})
  return (
    <ConfirmDialog
      {...dialog}
      title={t.transferTitle(number)}
      description={t.transferDescription}
      confirmLabel={t.transferConfirm}
      onConfirm={() =>
        attempt({
          action: record,
          input: { invoiceId, amount, reference },
          onInvalid: setErrors,
          onDone: () => {
            toast.success(t.transferDone)
            setAmount('')
            setReference('')
          },
        })
      }
    >
      <div className="flex flex-col gap-4">
        <Field label={t.transferAmount} hint={t.transferAmountHint(due)} error={errors.amount}>
          <Input
            inputMode="decimal"
            autoComplete="off"
            value={amount}
            onChange={(event) => setAmount(event.target.value)}
            trailing={<span className="text-sm">{currency}</span>}
          />
        </Field>
        <Field label={t.transferReference} hint={t.transferReferenceHint} error={errors.reference}>
          <Input
            autoComplete="off"
            maxLength={140}
            value={reference}
            onChange={(event) => setReference(event.target.value)}
          />
        </Field>
      </div>
    </ConfirmDialog>
  )
}
