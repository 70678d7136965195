'use client'

import { useState } from 'react'
import { toast } from 'sonner'
import type { Action } from '@/components/forms/outcome'
import { useSubmit } from '@/components/forms/use-submit'
import { texts } from '@/components/texts/en'
import { Banner } from '@/components/ui/banner'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import type { InvoicingPolicyRow } from '@/lib/invoices/invoicing-policy'
import type { InvoicingPolicyInput } from '@/lib/invoices/schemas'
import { PolicySection } from './policy-section'

const t = texts.invoicing.policy

const rules: { name: keyof InvoicingPolicyRow; label: string; hint?: string }[] = [
  { name: 'graceHours', label: t.graceHours, hint: t.graceHoursHint },
  { name: 'vatIdRecheckDays', label: t.vatIdRecheckDays },
  { name: 'vatIdTrustDays', label: t.vatIdTrustDays },
  { name: 'vatIdHoldDays', label: t.vatIdHoldDays, hint: t.vatIdHoldDaysHint },
]

interface InvoicingPolicyFormProps {
  policy: InvoicingPolicyRow
  mayEdit: boolean
  save: Action<InvoicingPolicyInput>
}

/** When invoices go out, and how VAT ids are checked. */
export function InvoicingPolicyForm({ policy, mayEdit, save }: InvoicingPolicyFormProps) {
  const [values, setValues] = useState<InvoicingPolicyInput>({ ...policy })
  const submit = useSubmit(save, () => toast.success(t.saved))
  return (
    <PolicySection
      title={t.title}
      description={t.description}
      submit={submit}
      values={values}
      mayEdit={mayEdit}
      readOnlyText={t.readOnly}
    >
      <div className="flex flex-col gap-4">
        {rules.map(({ name, label, hint }) => (
          <Field key={name} label={label} hint={hint} error={submit.errorOf(name)}>
            <Input
              type="number"
              min="0"
              value={String(values[name])}
              disabled={!mayEdit}
              onChange={(event) => setValues({ ...values, [name]: event.target.value })}
            />
          </Field>
        ))}
        {submit.formError && <Banner tone="critical" title={submit.formError} />}
      </div>
    </PolicySection>
  )
}
