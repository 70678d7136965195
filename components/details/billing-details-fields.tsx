'use client'

import type { CountryOptions } from '@/components/format/countries'
import { texts } from '@/components/texts/en'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { NativeSelect } from '@/components/ui/native-select'
import { Checkbox } from '@/components/ui/checkbox'

/** What an invoice states about the buyer, as typed. */
export interface BillingDetailsValue {
  name: string
  email: string
  isBusiness: boolean
  addressLine1: string
  addressLine2: string
  postalCode: string
  city: string
  region: string
  country: string
  vatId: string
}

interface BillingDetailsFieldsProps {
  value: BillingDetailsValue
  onChange: (value: BillingDetailsValue) => void
  countries: CountryOptions
  errorOf: (field: keyof BillingDetailsValue) => string | undefined
  /** What is known of the VAT id: confirmed, not checked yet, wrong. */
  vatIdNote?: string
  disabled?: boolean
}

/** Name, address, VAT id and email of invoices; steered by its owner so that nothing typed is ever lost. */
export function BillingDetailsFields({
  value,
  onChange,
  countries,
  errorOf,
  vatIdNote,
  disabled,
}: BillingDetailsFieldsProps) {
  const t = texts.details.fields
  const text = (field: Exclude<keyof BillingDetailsValue, 'isBusiness'>) => ({
    name: field,
    value: value[field],
    disabled,
    onChange: (event: { target: { value: string } }) => onChange({ ...value, [field]: event.target.value }),
  })
  return (
    <div className="grid gap-4 sm:grid-cols-6">
      <Field label={value.isBusiness ? t.company : t.name} error={errorOf('name')} className="sm:col-span-3">
        <Input {...text('name')} autoComplete="organization" />
      </Field>
      <Field label={t.email} hint={t.emailHint} error={errorOf('email')} className="sm:col-span-3">
        <Input {...text('email')} type="email" autoComplete="email" inputMode="email" />
      </Field>
      <Field label={t.country} error={errorOf('country')} className="sm:col-span-3">
        <NativeSelect {...text('country')} autoComplete="country">
          <option value="">{t.chooseCountry}</option>
          <optgroup label={t.eu}>
            {countries.eu.map((country) => (
              <option key={country.code} value={country.code}>
                {country.name}
              </option>
            ))}
          </optgroup>
          <optgroup label={t.others}>
            {countries.others.map((country) => (
              <option key={country.code} value={country.code}>
                {country.name}
              </option>
            ))}
          </optgroup>
        </NativeSelect>
      </Field>
      <Field label={t.address} error={errorOf('addressLine1')} className="sm:col-span-3">
        <Input {...text('addressLine1')} autoComplete="address-line1" />
      </Field>
      <Field label={t.address2} optional error={errorOf('addressLine2')} className="sm:col-span-3">
        <Input {...text('addressLine2')} autoComplete="address-line2" />
      </Field>
      <Field label={t.postalCode} error={errorOf('postalCode')} className="sm:col-span-1">
        <Input {...text('postalCode')} autoComplete="postal-code" />
      </Field>
      <Field label={t.city} error={errorOf('city')} className="sm:col-span-2">
        <Input {...text('city')} autoComplete="address-level2" />
      </Field>
      <div className="sm:col-span-6">
        <Checkbox
          label={t.isBusiness}
          hint={t.isBusinessHint}
          checked={value.isBusiness}
          disabled={disabled}
          onCheckedChange={(checked) =>
            onChange({ ...value, isBusiness: checked === true, vatId: checked === true ? value.vatId : '' })
          }
        />
      </div>
      {value.isBusiness && (
        <Field
          label={t.vatId}
          optional
          hint={vatIdNote ?? t.vatIdHint}
          error={errorOf('vatId')}
          className="sm:col-span-3"
        >
          <Input {...text('vatId')} autoCapitalize="characters" spellCheck={false} placeholder="NL123456789B01" />
        </Field>
      )}
    </div>
  )
}
