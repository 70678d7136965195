'use client'

import { useState } from 'react'
import { toast } from 'sonner'
import { attempt } from '@/components/forms/attempt'
import type { Action } from '@/components/forms/outcome'
import { texts } from '@/components/texts/en'
import { plainDecimal } from '@/components/usage/overage-draft'
import { Button } from '@/components/ui/button'
import { ConfirmDialog } from '@/components/ui/confirm-dialog'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { NativeSelect } from '@/components/ui/native-select'

export interface AllowanceInput {
  planId: string
  meterCode: string
  /** A whole number; empty = as much as one likes. */
  included: string
  hard: boolean
}

interface AllowanceDialogProps {
  planId: string
  planName: string
  meterCode: string
  meterName: string
  unit: string
  /** Of a flow, what is included is per month. */
  isFlow: boolean
  present: { included: string | null; hard: boolean } | null
  save: Action<AllowanceInput>
}

/** How much of a meter a plan includes, and what happens beyond. */
export function AllowanceDialog(props: AllowanceDialogProps) {
  const { planId, planName, meterCode, meterName, unit, isFlow, present, save } = props
  const t = texts.usage.meters
  const initial = {
    kind: present?.included === null ? 'unlimited' : 'amount',
    amount: present?.included ?? '',
    beyond: present?.hard === false ? 'soft' : 'hard',
  }
  const [value, setValue] = useState(initial)
  const [problem, setProblem] = useState<string | null>(null)
  const set = (change: Partial<typeof initial>) => setValue({ ...value, ...change })
  return (
    <ConfirmDialog
      trigger={
        <Button variant="secondary" size="sm">
          {t.allowance}
          <span className="sr-only">: {t.allowanceTitle(planName, meterName)}</span>
        </Button>
      }
      title={t.allowanceTitle(planName, meterName)}
      description={t.allowanceText}
      confirmLabel={t.allowanceSave}
      onOpenChange={() => {
        setValue(initial)
        setProblem(null)
      }}
      onConfirm={async () => {
        const amount = plainDecimal(value.amount)
        if (value.kind === 'amount' && (amount === null || amount.includes('.'))) {
          setProblem(t.wholeNumber)
          return t.wholeNumber
        }
        setProblem(null)
        const included = value.kind === 'amount' ? amount! : ''
        const input = { planId, meterCode, included, hard: value.beyond === 'hard' }
        return attempt({ action: save, input, onDone: () => toast.success(t.allowanceSaved) })
      }}
    >
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label={isFlow ? t.perMonth : t.atATime}>
          <NativeSelect value={value.kind} onChange={(event) => set({ kind: event.target.value })}>
            {Object.entries(t.kinds).map(([key, label]) => (
              <option key={key} value={key}>
                {label}
              </option>
            ))}
          </NativeSelect>
        </Field>
        {value.kind === 'amount' && (
          <Field label={t.amount} error={problem}>
            <Input
              value={value.amount}
              inputMode="numeric"
              trailing={<span className="text-xs">{unit}</span>}
              onChange={(event) => set({ amount: event.target.value })}
            />
          </Field>
        )}
        {value.kind === 'amount' && (
          <Field label={t.beyond} className="sm:col-span-2">
            <NativeSelect value={value.beyond} onChange={(event) => set({ beyond: event.target.value })}>
              {Object.entries(t.beyonds).map(([key, label]) => (
                <option key={key} value={key}>
                  {label}
                </option>
              ))}
            </NativeSelect>
          </Field>
        )}
      </div>
    </ConfirmDialog>
  )
}
