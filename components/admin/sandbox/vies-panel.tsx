'use client'

import { useState } from 'react'
import type { Action } from '@/components/forms/outcome'
import { useSubmit } from '@/components/forms/use-submit'
import type { CountryOption } from '@/components/format/countries'
import { texts } from '@/components/texts/en'
import { Banner } from '@/components/ui/banner'
import { Button } from '@/components/ui/button'
import { Section } from '@/components/ui/card'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { NativeSelect } from '@/components/ui/native-select'
import { RunAction } from '../run-action'

type ViesState = 'valid' | 'invalid' | 'MS_UNAVAILABLE' | 'SERVICE_UNAVAILABLE' | 'TIMEOUT'

interface ViesPanelProps {
  /** `id` is a VAT id, a member state or `*`. */
  orders: { id: string; state: string }[]
  /** Member states by name. */
  countries: CountryOption[]
  order: Action<{ vatId: string; state: ViesState }>
  reset: Action<Record<string, never>>
}

/** Makes the sandbox's VIES confirm, deny or not answer: for all, for one member state or for one id. */
export function ViesPanel({ orders, countries, order, reset }: ViesPanelProps) {
  const t = texts.admin.sandbox
  const [country, setCountry] = useState('*')
  const [vatId, setVatId] = useState('')
  const [state, setState] = useState<ViesState>('MS_UNAVAILABLE')
  const { run, pending, errorOf, formError } = useSubmit(order)
  const subject = (id: string) =>
    id === '*' ? t.viesAll : (countries.find(({ code }) => viesCode(code) === id)?.name ?? id)
  return (
    <Section id="vies" title={t.vies} description={t.viesDescription}>
      <form
        className="grid gap-3 sm:grid-cols-2"
        onSubmit={(event) => {
          event.preventDefault()
          run({ vatId: vatId.replaceAll(' ', '').toUpperCase() || country, state })
        }}
      >
        <Field label={t.viesFor}>
          <NativeSelect value={country} onChange={(event) => setCountry(event.target.value)}>
            <option value="*">{t.viesAll}</option>
            {countries.map(({ code, name }) => (
              <option key={code} value={viesCode(code)}>
                {name}
              </option>
            ))}
          </NativeSelect>
        </Field>
        <Field label={t.viesState}>
          <NativeSelect value={state} onChange={(event) => setState(event.target.value as ViesState)}>
            {Object.entries(t.viesStates).map(([value, label]) => (
              <option key={value} value={value}>
                {label}
              </option>
            ))}
          </NativeSelect>
        </Field>
        <Field label={t.viesId} optional error={errorOf('vatId')} className="sm:col-span-2">
          <Input
            value={vatId}
            maxLength={20}
            autoComplete="off"
            spellCheck={false}
            onChange={(event) => setVatId(event.target.value)}
          />
        </Field>
        {formError && <Banner tone="critical" title={formError} className="sm:col-span-2" />}
        <div className="flex gap-2 sm:col-span-2">
          <Button type="submit" variant="secondary" pending={pending}>
            {t.viesSet}
          </Button>
          {orders.length > 0 && (
            <RunAction variant="ghost" action={reset} input={{}} doneText={t.changed}>
              {t.viesReset}
            </RunAction>
          )}
        </div>
      </form>
      <div className="mt-4 border-t border-line pt-3 text-sm">
        <p className="mb-1 text-xs text-ink-faint">{t.viesOrders}</p>
        {orders.length === 0 ? (
          <p className="text-ink-muted">{t.viesNone}</p>
        ) : (
          <ul className="flex flex-col gap-1">
            {orders.map(({ id, state: says }) => (
              <li key={id} className="flex flex-wrap justify-between gap-x-3">
                <span>{subject(id)}</span>
                <span className="text-ink-muted">{t.viesStates[says] ?? says}</span>
              </li>
            ))}
          </ul>
        )}
      </div>
    </Section>
  )
}

/** VAT ids of Greece begin with EL. */
const viesCode = (country: string): string => (country === 'GR' ? 'EL' : country)
