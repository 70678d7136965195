'use client'

import { Plus, Trash2 } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { attempt } from '@/components/forms/attempt'
import type { Action } from '@/components/forms/outcome'
import { useAnswer } from '@/components/forms/use-answer'
import { useSubmit } from '@/components/forms/use-submit'
import { Breakdown } from '@/components/billing/breakdown'
import type { BreakdownView } from '@/components/billing/types'
import { formatMoney } from '@/components/format/money'
import { texts } from '@/components/texts/en'
import { Banner } from '@/components/ui/banner'
import { Button } from '@/components/ui/button'
import { Section } from '@/components/ui/card'
import { ConfirmDialog } from '@/components/ui/confirm-dialog'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { NativeSelect } from '@/components/ui/native-select'
import { Spinner } from '@/components/ui/spinner'
import { Textarea } from '@/components/ui/textarea'

const t = texts.invoicing.written

export type WrittenPreview = { breakdown: BreakdownView } | { problem: string }

/** As typed. */
interface TypedLine {
  description: string
  quantity: string
  unitAmount: string
  taxBehavior: 'EXCLUSIVE' | 'INCLUSIVE'
}

interface Typed {
  lines: TypedLine[]
  payment: 'AGREED' | 'CHARGE_AUTOMATICALLY' | 'SEND_INVOICE'
  days: string
  memo: string
  poNumber: string
}

type Sent = Typed & { customerId: string; id: string; requestKey: string }

interface WrittenInvoiceFormProps {
  customer: {
    id: string
    currency: string
    timeZone: string
    collectionMethod: 'CHARGE_AUTOMATICALLY' | 'SEND_INVOICE'
    paymentTermDays: number
  }
  /** Of a draft that is changed; else it is a new one. */
  draftId?: string
  initial: Typed
  preview: Action<Pick<Sent, 'customerId' | 'lines'>, WrittenPreview>
  save: Action<Sent, { id: string }>
  issue?: Action<Sent, { id: string }>
}

/** An invoice by hand, with what it comes to beside it: by the compute that issues it. */
export function WrittenInvoiceForm({ customer, draftId, initial, preview, save, issue }: WrittenInvoiceFormProps) {
  const [value, setValue] = useState(initial)
  const [requestKey] = useState(() => crypto.randomUUID())
  const router = useRouter()
  const submit = useSubmit(save, (made) => made && router.push(`/admin/invoices/${made.id}`))
  const set = (change: Partial<Typed>) => setValue({ ...value, ...change })
  const { lines } = value
  const isWritten = lines.some(({ description, unitAmount }) => description !== '' && unitAmount !== '')
  const answer = useAnswer({ ask: preview, question: { customerId: customer.id, lines }, active: isWritten })
  const shown = answer && 'breakdown' in answer ? answer.breakdown : null
  const sent: Sent = { ...value, customerId: customer.id, id: draftId ?? '', requestKey }
  const isSent = (value.payment === 'AGREED' ? customer.collectionMethod : value.payment) === 'SEND_INVOICE'

  return (
    <form
      ref={submit.formRef}
      noValidate
      className="grid items-start gap-5 xl:grid-cols-3"
      onSubmit={(event) => {
        event.preventDefault()
        submit.run(sent)
      }}
    >
      <div className="flex min-w-0 flex-col gap-5 xl:col-span-2">
        <Section title={t.lines}>
          <ol className="flex flex-col gap-5">
            {lines.map((line, index) => (
              <LineFields
                key={index}
                line={line}
                number={index + 1}
                currency={customer.currency}
                onChange={(next) => set({ lines: lines.with(index, next) })}
                onRemove={lines.length > 1 ? () => set({ lines: lines.toSpliced(index, 1) }) : undefined}
              />
            ))}
          </ol>
          <Button
            variant="secondary"
            size="sm"
            className="mt-5"
            onClick={() =>
              set({ lines: [...lines, { ...NEW_LINE, taxBehavior: lines.at(-1)?.taxBehavior ?? 'EXCLUSIVE' }] })
            }
          >
            <Plus aria-hidden />
            {t.addLine}
          </Button>
        </Section>
        <Section title={t.terms}>
          <div className="grid gap-4 sm:grid-cols-2">
            <Field label={t.payment} className="sm:col-span-2">
              <NativeSelect
                value={value.payment}
                onChange={(event) => set({ payment: event.target.value as Typed['payment'] })}
              >
                {!draftId && (
                  <option value="AGREED">
                    {t.agreed(texts.invoicing.terms.collectionMethods[customer.collectionMethod]!)}
                  </option>
                )}
                {Object.entries(texts.invoicing.terms.collectionMethods).map(([method, label]) => (
                  <option key={method} value={method}>
                    {label}
                  </option>
                ))}
              </NativeSelect>
            </Field>
            {value.payment === 'SEND_INVOICE' && (
              <Field label={texts.invoicing.terms.paymentTermDays} error={submit.errorOf('days')}>
                <Input
                  type="number"
                  min="0"
                  max="120"
                  value={value.days}
                  onChange={(event) => set({ days: event.target.value })}
                />
              </Field>
            )}
            <Field label={texts.invoicing.terms.poNumber} optional error={submit.errorOf('poNumber')}>
              <Input value={value.poNumber} onChange={(event) => set({ poNumber: event.target.value })} />
            </Field>
            <Field label={texts.invoicing.draft.memo} optional error={submit.errorOf('memo')} className="sm:col-span-2">
              <Textarea value={value.memo} onChange={(event) => set({ memo: event.target.value })} />
            </Field>
          </div>
        </Section>
      </div>
      <Section id="preview" title={t.preview} className="xl:sticky xl:top-5">
        <div aria-live="polite" className="min-h-24">
          {!isWritten && <p className="text-sm text-ink-muted">{t.nothing}</p>}
          {isWritten && !answer && <Spinner className="size-4" />}
          {answer && 'problem' in answer && <p className="text-sm text-ink-muted">{answer.problem}</p>}
          {shown && <Breakdown breakdown={shown} timeZone={customer.timeZone} />}
        </div>
        {submit.formError && <Banner tone="critical" title={submit.formError} className="mt-4" />}
        <div className="mt-5 flex flex-col gap-2">
          {issue && (
            <ConfirmDialog
              trigger={
                <Button type="button" disabled={!shown}>
                  {t.issue}
                </Button>
              }
              title={t.issueTitle(shown ? formatMoney(shown.total, { currency: shown.currency }) : '')}
              consequences={[t.issueNumber, isSent ? t.issueSent : t.issueCharged]}
              confirmLabel={t.issue}
              onConfirm={() =>
                attempt({
                  action: issue,
                  input: sent,
                  onDone: ({ id }) => router.push(`/admin/invoices/${id}`),
                })
              }
            />
          )}
          <Button type="submit" variant={issue ? 'secondary' : 'primary'} pending={submit.pending} disabled={!shown}>
            {draftId ? texts.common.save : t.saveDraft}
          </Button>
        </div>
      </Section>
    </form>
  )
}

const NEW_LINE: TypedLine = { description: '', quantity: '1', unitAmount: '', taxBehavior: 'EXCLUSIVE' }

interface LineFieldsProps {
  line: TypedLine
  number: number
  currency: string
  onChange: (line: TypedLine) => void
  onRemove?: () => void
}

function LineFields({ line, number, currency, onChange, onRemove }: LineFieldsProps) {
  return (
    <li className="grid grid-cols-2 gap-3 not-first:border-t not-first:border-line not-first:pt-5 sm:grid-cols-12">
      <Field label={t.lineDescription(String(number))} className="col-span-2 sm:col-span-12">
        <Input
          value={line.description}
          maxLength={300}
          onChange={(event) => onChange({ ...line, description: event.target.value })}
        />
      </Field>
      <Field label={t.quantity} className="sm:col-span-3">
        <Input
          inputMode="numeric"
          value={line.quantity}
          onChange={(event) => onChange({ ...line, quantity: event.target.value })}
        />
      </Field>
      <Field label={t.unitAmount} className="sm:col-span-4">
        <Input
          inputMode="decimal"
          autoComplete="off"
          value={line.unitAmount}
          onChange={(event) => onChange({ ...line, unitAmount: event.target.value })}
          trailing={<span className="text-sm">{currency}</span>}
        />
      </Field>
      <Field label={t.tax} className="sm:col-span-4">
        <NativeSelect
          value={line.taxBehavior}
          onChange={(event) => onChange({ ...line, taxBehavior: event.target.value as TypedLine['taxBehavior'] })}
        >
          <option value="EXCLUSIVE">{t.taxBehaviors.EXCLUSIVE}</option>
          <option value="INCLUSIVE">{t.taxBehaviors.INCLUSIVE}</option>
        </NativeSelect>
      </Field>
      {onRemove && (
        <Button
          variant="ghost"
          size="icon"
          className="self-end sm:col-span-1"
          aria-label={t.removeLine(String(number))}
          onClick={onRemove}
        >
          <Trash2 aria-hidden />
        </Button>
      )}
    </li>
  )
}
