'use client'

import { useState } from 'react'
import { toast } from 'sonner'
import type { Action } from '@/components/forms/outcome'
import { useSubmit } from '@/components/forms/use-submit'
import type { CountryOptions } from '@/components/format/countries'
import { texts } from '@/components/texts/en'
import { Banner } from '@/components/ui/banner'
import { Button } from '@/components/ui/button'
import { Section } from '@/components/ui/card'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { NativeSelect } from '@/components/ui/native-select'
import { BillingDetailsFields, type BillingDetailsValue } from './billing-details-fields'

export type Language = 'en' | 'de' | 'fr' | 'nl'

interface DetailsFormProps {
  initial: BillingDetailsValue & { locale: Language; poNumber: string }
  vatIdStatus: string
  countries: CountryOptions
  mayEdit: boolean
  save: Action<BillingDetailsValue & { locale: Language; poNumber: string }>
}

export function DetailsForm({ initial, vatIdStatus, countries, mayEdit, save }: DetailsFormProps) {
  const { locale: savedLocale, poNumber: savedPoNumber, ...savedDetails } = initial
  const [details, setDetails] = useState<BillingDetailsValue>(savedDetails)
  const [locale, setLocale] = useState(savedLocale)
  const [poNumber, setPoNumber] = useState(savedPoNumber)
  const t = texts.details
  const submit = useSubmit(save, () => toast.success(t.saved))
  return (
    <form
      ref={submit.formRef}
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        submit.run({ ...details, locale, poNumber })
      }}
    >
      {!mayEdit && <Banner title={t.readOnly} className="mb-5" />}
      <Section
        title={t.section}
        footer={
          mayEdit && (
            <div className="flex justify-end">
              <Button type="submit" pending={submit.pending}>
                {texts.common.save}
              </Button>
            </div>
          )
        }
      >
        <div className="flex flex-col gap-4">
          <BillingDetailsFields
            value={details}
            onChange={setDetails}
            countries={countries}
            errorOf={(field) => submit.errorOf(field)}
            vatIdNote={details.vatId && details.vatId === initial.vatId ? t.vatIdStatus[vatIdStatus] : undefined}
            disabled={!mayEdit}
          />
          <Field
            label={t.poNumber}
            optional
            hint={t.poNumberHint}
            className="sm:max-w-96"
            error={submit.errorOf('poNumber')}
          >
            <Input value={poNumber} disabled={!mayEdit} onChange={(event) => setPoNumber(event.target.value)} />
          </Field>
          <Field label={t.language} className="sm:max-w-60" error={submit.errorOf('locale')}>
            <NativeSelect
              value={locale}
              disabled={!mayEdit}
              onChange={(event) => setLocale(event.target.value as Language)}
            >
              {Object.entries(t.languages).map(([value, label]) => (
                <option key={value} value={value}>
                  {label}
                </option>
              ))}
            </NativeSelect>
          </Field>
          {submit.formError && <Banner tone="critical" title={submit.formError} />}
        </div>
      </Section>
    </form>
  )
}
