import { Search, X } from 'lucide-react'
import Form from 'next/form'
import Link from 'next/link'
import { texts } from '@/components/texts/en'
import { Button, buttonStyles } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { NativeSelect } from '@/components/ui/native-select'

interface EventFilterProps {
  fields: Record<'customer' | 'meter' | 'type' | 'source' | 'id' | 'from' | 'to', string | undefined>
  meters: { code: string; name: string }[]
  types: string[]
}

/** What to look for; it goes into the URL. */
export function EventFilter({ fields, meters, types }: EventFilterProps) {
  const t = texts.usage.events
  const isFiltered = Object.values(fields).some(Boolean)
  return (
    <Form
      key={JSON.stringify(fields)}
      action="/admin/usage/events"
      role="search"
      aria-label={t.apply}
      className="mb-5 grid grid-cols-2 gap-3 rounded-lg border border-line bg-surface p-4 shadow-card sm:p-5 lg:grid-cols-4"
    >
      <Field label={t.customer} className="max-sm:col-span-2">
        <Input name="customer" defaultValue={fields.customer} placeholder={t.customerHint} data-search-input />
      </Field>
      <Field label={t.id} className="max-sm:col-span-2">
        <Input name="id" defaultValue={fields.id} spellCheck={false} />
      </Field>
      <Field label={t.meter}>
        <NativeSelect name="meter" defaultValue={fields.meter ?? ''}>
          <option value="">{t.any}</option>
          {meters.map(({ code, name }) => (
            <option key={code} value={code}>
              {name}
            </option>
          ))}
        </NativeSelect>
      </Field>
      <Field label={t.type}>
        <NativeSelect name="type" defaultValue={fields.type ?? ''}>
          <option value="">{t.any}</option>
          {types.map((type) => (
            <option key={type}>{type}</option>
          ))}
        </NativeSelect>
      </Field>
      <Field label={t.source} className="max-sm:col-span-2">
        <Input name="source" defaultValue={fields.source} spellCheck={false} />
      </Field>
      <Field label={t.from}>
        <Input name="from" type="date" defaultValue={fields.from} />
      </Field>
      <Field label={t.to}>
        <Input name="to" type="date" defaultValue={fields.to} />
      </Field>
      <div className="flex items-end justify-end gap-2 max-lg:col-span-2">
        {isFiltered && (
          <Link href="/admin/usage/events" className={buttonStyles({ variant: 'ghost' })}>
            <X aria-hidden />
            {t.clear}
          </Link>
        )}
        <Button type="submit" variant="secondary">
          <Search aria-hidden />
          {t.apply}
        </Button>
      </div>
    </Form>
  )
}
