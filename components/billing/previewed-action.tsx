'use client'

import { useState } from 'react'
import { toast } from 'sonner'
import { attempt } from '@/components/forms/attempt'
import type { Action } from '@/components/forms/outcome'
import { useAnswer } from '@/components/forms/use-answer'
import { texts } from '@/components/texts/en'
import { Button, type ButtonProps } from '@/components/ui/button'
import { cn } from '@/components/ui/cn'
import { ConfirmDialog } from '@/components/ui/confirm-dialog'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { Money } from '@/components/ui/money'
import { NativeSelect } from '@/components/ui/native-select'
import { Spinner } from '@/components/ui/spinner'
import { Breakdown } from './breakdown'
import type { BreakdownView } from './types'

/** What an action would do, in sums and words, or why it cannot be done. */
export type ActionPreview =
  | {
      /** ISO; sent back, so that what is charged is what was shown. */
      previewedAt: string
      currency: string
      timeZone: string
      breakdown: BreakdownView | null
      rows: { label: string; amount?: bigint; text?: string; strong?: boolean }[]
    }
  | { problem: string }

export type ActionField<Values> = FieldOf<keyof Values & string>

export interface FieldOf<Name extends string> {
  name: Name
  label: string
  /** `text`: an amount; `name`: words. */
  kind: 'select' | 'number' | 'date' | 'text' | 'name'
  options?: { value: string; label: string }[]
  hint?: string
  optional?: boolean
  min?: string
  max?: string
}

interface PreviewedActionProps<Values extends Record<string, string>> {
  label: string
  variant?: ButtonProps['variant']
  size?: ButtonProps['size']
  title: string
  description?: string
  fields: ActionField<Values>[]
  initial: Values
  preview: Action<Values, ActionPreview>
  action: Action<Values & { previewedAt: string }>
  confirmLabel: string
  doneText: string
  danger?: boolean
}

/** Asks what is wanted, shows what it would come to by the compute of the real thing, and does it. */
export function PreviewedAction<Values extends Record<string, string>>({
  label,
  variant = 'secondary',
  size,
  title,
  description,
  fields,
  initial,
  preview,
  action,
  confirmLabel,
  doneText,
  danger,
}: PreviewedActionProps<Values>) {
  const t = texts.lifecycle
  const [open, setOpen] = useState(false)
  const [values, setValues] = useState(initial)
  const current = useAnswer({ ask: preview, question: values, active: open, afterMs: 250 })
  const shown = current && 'rows' in current ? current : null
  return (
    <ConfirmDialog
      danger={danger}
      open={open}
      onOpenChange={(next) => {
        setOpen(next)
        if (!next) setValues(initial)
      }}
      trigger={
        <Button variant={variant} size={size}>
          {label}
        </Button>
      }
      title={title}
      description={description}
      confirmLabel={confirmLabel}
      ready={current !== null}
      onConfirm={async () => {
        if (!shown) return current && 'problem' in current ? current.problem : t.wait
        const input = { ...values, previewedAt: shown.previewedAt }
        return attempt({ action, input, onDone: () => toast.success(doneText) })
      }}
    >
      <div className="flex flex-col gap-4">
        {fields.map(({ name, label: fieldLabel, kind, options, hint, optional, min, max }) => {
          const set = (value: string) => setValues({ ...values, [name]: value })
          return (
            <Field key={name} label={fieldLabel} hint={hint} optional={optional}>
              {kind === 'select' ? (
                <NativeSelect value={values[name]} onChange={(event) => set(event.target.value)}>
                  {options?.map(({ value, label: option }) => (
                    <option key={value} value={value}>
                      {option}
                    </option>
                  ))}
                </NativeSelect>
              ) : (
                <Input
                  type={kind === 'name' ? 'text' : kind}
                  inputMode={kind === 'number' ? 'numeric' : kind === 'text' ? 'decimal' : undefined}
                  min={min}
                  max={max}
                  value={values[name]}
                  onChange={(event) => set(event.target.value)}
                />
              )}
            </Field>
          )
        })}
        <section aria-live="polite" className="rounded-lg border border-line bg-sunken/60 px-3.5 py-3 text-sm">
          <p className="mb-1.5 flex items-center gap-2 text-xs text-ink-faint">
            {t.preview}
            {!current && <Spinner className="size-3.5" />}
          </p>
          {current && 'problem' in current && <p className="text-ink-muted">{current.problem}</p>}
          {shown?.breakdown && <Breakdown breakdown={shown.breakdown} timeZone={shown.timeZone} className="mb-2.5" />}
          {shown && (
            <dl className="flex flex-col gap-1.5">
              {shown.rows.map(({ label: term, amount, text, strong }) => (
                <div
                  key={term}
                  className={cn(
                    'flex items-baseline justify-between gap-6',
                    strong && 'border-t border-line pt-1.5 font-semibold',
                  )}
                >
                  <dt className={cn(!strong && 'text-ink-muted')}>{term}</dt>
                  <dd className="text-right">
                    {amount === undefined ? text : <Money amount={amount} currency={shown.currency} />}
                  </dd>
                </div>
              ))}
            </dl>
          )}
        </section>
      </div>
    </ConfirmDialog>
  )
}
