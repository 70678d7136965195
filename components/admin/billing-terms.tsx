'use client'

import { useState } from 'react'
import { toast } from 'sonner'
import type { Action } from '@/components/forms/outcome'
import { useSubmit } from '@/components/forms/use-submit'
import { texts } from '@/components/texts/en'
import { Banner } from '@/components/ui/banner'
import { Button } from '@/components/ui/button'
import { Section } from '@/components/ui/card'
import { Checkbox } from '@/components/ui/checkbox'
import { DescriptionList } from '@/components/ui/description-list'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { NativeSelect } from '@/components/ui/native-select'
import { Textarea } from '@/components/ui/textarea'
import type { BillingTermsInput } from '@/lib/customers/schemas'

const t = texts.invoicing.terms

interface BillingTermsProps {
  customerId: string
  terms: BillingTermsInput
  mayEdit: boolean
  save: Action<BillingTermsInput & { id: string }>
}

/** How a customer is billed: as a list, and as a form for those who may change it. */
export function BillingTerms({ customerId, terms, mayEdit, save }: BillingTermsProps) {
  const [editing, setEditing] = useState(false)
  return (
    <Section
      title={t.title}
      description={editing ? t.description : undefined}
      actions={
        mayEdit &&
        !editing && (
          <Button variant="secondary" size="sm" onClick={() => setEditing(true)}>
            {t.change}
          </Button>
        )
      }
    >
      {editing ? (
        <TermsForm customerId={customerId} terms={terms} save={save} onDone={() => setEditing(false)} />
      ) : (
        <DescriptionList
          items={[
            { term: t.collectionMethod, value: t.collectionMethods[terms.collectionMethod] },
            ...(terms.collectionMethod === 'SEND_INVOICE'
              ? [{ term: t.paymentTermDays, value: t.days(String(terms.paymentTermDays)) }]
              : []),
            ...(terms.poNumber ? [{ term: t.poNumber, value: terms.poNumber }] : []),
            ...(terms.invoiceMemo ? [{ term: t.memo, value: terms.invoiceMemo }] : []),
            ...(terms.taxExempt ? [{ term: t.taxExempt, value: terms.taxExemptReason }] : []),
          ]}
        />
      )}
    </Section>
  )
}

function TermsForm({
  customerId,
  terms,
  save,
  onDone,
}: Pick<BillingTermsProps, 'customerId' | 'terms' | 'save'> & { onDone: () => void }) {
  const [value, setValue] = useState(terms)
  const submit = useSubmit(save, () => {
    toast.success(t.saved)
    onDone()
  })
  const set = (part: Partial<BillingTermsInput>) => setValue((before) => ({ ...before, ...part }))
  return (
    <form
      ref={submit.formRef}
      noValidate
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault()
        submit.run({ ...value, id: customerId })
      }}
    >
      <Field label={t.collectionMethod} error={submit.errorOf('collectionMethod')}>
        <NativeSelect
          value={value.collectionMethod}
          onChange={(event) => set({ collectionMethod: event.target.value as BillingTermsInput['collectionMethod'] })}
        >
          {Object.entries(t.collectionMethods).map(([method, label]) => (
            <option key={method} value={method}>
              {label}
            </option>
          ))}
        </NativeSelect>
      </Field>
      {value.collectionMethod === 'SEND_INVOICE' && (
        <Field label={t.paymentTermDays} error={submit.errorOf('paymentTermDays')}>
          <Input
            type="number"
            min="0"
            max="120"
            value={String(value.paymentTermDays)}
            onChange={(event) => set({ paymentTermDays: event.target.value })}
          />
        </Field>
      )}
      <Field label={t.poNumber} optional hint={t.poNumberHint} error={submit.errorOf('poNumber')}>
        <Input value={value.poNumber ?? ''} onChange={(event) => set({ poNumber: event.target.value })} />
      </Field>
      <Field label={t.memo} optional error={submit.errorOf('invoiceMemo')}>
        <Textarea value={value.invoiceMemo ?? ''} onChange={(event) => set({ invoiceMemo: event.target.value })} />
      </Field>
      <Checkbox
        label={t.taxExempt}
        hint={t.taxExemptHint}
        checked={value.taxExempt}
        onCheckedChange={(checked) => set({ taxExempt: checked === true })}
      />
      {value.taxExempt && (
        <Field label={t.taxExemptReason} error={submit.errorOf('taxExemptReason')}>
          <Input
            value={value.taxExemptReason ?? ''}
            onChange={(event) => set({ taxExemptReason: event.target.value })}
          />
        </Field>
      )}
      {submit.formError && <Banner tone="critical" title={submit.formError} />}
      <div className="flex justify-end gap-2">
        <Button type="button" variant="ghost" onClick={onDone}>
          {texts.common.cancel}
        </Button>
        <Button type="submit" pending={submit.pending}>
          {texts.common.save}
        </Button>
      </div>
    </form>
  )
}
