'use client'

import { Plus, Trash2 } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { toast } from 'sonner'
import type { Action } from '@/components/forms/outcome'
import { useSubmit } from '@/components/forms/use-submit'
import { texts } from '@/components/texts/en'
import { Banner } from '@/components/ui/banner'
import { Button } from '@/components/ui/button'
import { Section } from '@/components/ui/card'
import { Checkbox } from '@/components/ui/checkbox'
import { Field, FieldError } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { NativeSelect } from '@/components/ui/native-select'
import { ExampleEvent } from './example-event'
import type { MeterFormValue } from './meter-form-value'

interface MeterFormProps {
  initial: MeterFormValue
  isNew: boolean
  /** How it counts stays as it is. */
  hasCounted: boolean
  save: Action<MeterFormValue>
}

/** What a meter is called and what it counts, with an event beside it that it would count. */
export function MeterForm({ initial, isNew, hasCounted, save }: MeterFormProps) {
  const t = texts.usage.meters
  const router = useRouter()
  const [value, setValue] = useState(initial)
  const submit = useSubmit(save, () => {
    toast.success(isNew ? t.created : t.saved)
    if (isNew) router.push(`/admin/catalog/meters/${value.code.trim()}`)
  })
  const set = (change: Partial<MeterFormValue>) => setValue({ ...value, ...change })
  const text = (field: 'code' | 'name' | 'unit' | 'eventName' | 'valueProperty' | 'groupByProperty') => ({
    value: value[field],
    onChange: (event: { target: { value: string } }) => set({ [field]: event.target.value }),
  })
  const setFilter = (index: number, change: Partial<MeterFormValue['filters'][number]>) =>
    set({ filters: value.filters.map((filter, at) => (at === index ? { ...filter, ...change } : filter)) })
  return (
    <form
      ref={submit.formRef}
      noValidate
      className="grid items-start gap-5 xl:grid-cols-3"
      onSubmit={(event) => {
        event.preventDefault()
        submit.run(value)
      }}
    >
      <Section title={t.definition} className="xl:col-span-2">
        <div className="grid gap-4 sm:grid-cols-2">
          <Field label={t.name} hint={t.nameHint} error={submit.errorOf('name')}>
            <Input {...text('name')} maxLength={80} />
          </Field>
          {isNew ? (
            <Field label={t.code} hint={t.codeHint} error={submit.errorOf('code')}>
              <Input {...text('code')} maxLength={40} spellCheck={false} autoComplete="off" className="font-mono" />
            </Field>
          ) : (
            <Field label={t.unit} hint={t.unitHint} error={submit.errorOf('unit')}>
              <Input {...text('unit')} maxLength={30} />
            </Field>
          )}
          {isNew && (
            <Field label={t.unit} hint={t.unitHint} error={submit.errorOf('unit')}>
              <Input {...text('unit')} maxLength={30} />
            </Field>
          )}
          <Field label={t.eventName} hint={t.eventNameHint} error={submit.errorOf('eventName')}>
            <Input {...text('eventName')} maxLength={120} spellCheck={false} className="font-mono" />
          </Field>
          {hasCounted && (
            <p className="rounded-md border border-line bg-sunken/60 px-3.5 py-2.5 text-sm text-ink-muted sm:col-span-2">
              {t.frozen}
            </p>
          )}
          <Field
            label={t.aggregation}
            hint={texts.usage.aggregationHints[value.aggregation]}
            error={submit.errorOf('aggregation')}
          >
            <NativeSelect
              value={value.aggregation}
              disabled={hasCounted}
              onChange={(event) => set({ aggregation: event.target.value })}
            >
              {Object.entries(texts.usage.aggregations).map(([key, label]) => (
                <option key={key} value={key}>
                  {label}
                </option>
              ))}
            </NativeSelect>
          </Field>
          <Field label={t.reset} hint={t.resetHint} error={submit.errorOf('reset')}>
            <NativeSelect
              value={value.reset}
              disabled={hasCounted}
              onChange={(event) => set({ reset: event.target.value })}
            >
              {Object.entries(t.resets).map(([key, label]) => (
                <option key={key} value={key}>
                  {label}
                </option>
              ))}
            </NativeSelect>
          </Field>
          {value.aggregation !== 'COUNT' && (
            <Field label={t.valueProperty} hint={t.valueHint} error={submit.errorOf('valueProperty')}>
              <Input {...text('valueProperty')} disabled={hasCounted} spellCheck={false} className="font-mono" />
            </Field>
          )}
          <Field label={t.groupBy} hint={t.groupByHint} error={submit.errorOf('groupByProperty')} optional>
            <Input {...text('groupByProperty')} disabled={hasCounted} spellCheck={false} className="font-mono" />
          </Field>
          <fieldset className="sm:col-span-2" disabled={hasCounted}>
            <legend className="text-sm font-medium">
              {t.filters}
              <span className="ml-1.5 font-normal text-ink-faint">{texts.common.optional}</span>
            </legend>
            <p className="mt-0.5 text-xs text-ink-faint">{t.filtersHint}</p>
            <div className="mt-2 flex flex-col gap-2">
              {value.filters.map((filter, index) => (
                <div key={index} className="grid grid-cols-[1fr_2fr_auto] items-start gap-2">
                  <Field label={t.property} hideLabel>
                    <Input
                      value={filter.property}
                      placeholder="channel"
                      spellCheck={false}
                      className="font-mono"
                      onChange={(event) => setFilter(index, { property: event.target.value })}
                    />
                  </Field>
                  <Field label={t.values} hideLabel>
                    <Input
                      value={filter.values}
                      placeholder="sms, mms"
                      spellCheck={false}
                      className="font-mono"
                      onChange={(event) => setFilter(index, { values: event.target.value })}
                    />
                  </Field>
                  <Button
                    variant="ghost"
                    size="icon"
                    aria-label={t.removeFilter(String(index + 1))}
                    onClick={() => set({ filters: value.filters.filter((_, at) => at !== index) })}
                  >
                    <Trash2 aria-hidden />
                  </Button>
                </div>
              ))}
              <FieldError message={submit.errorOf('filters')} />
              {!hasCounted && (
                <Button
                  variant="secondary"
                  size="sm"
                  className="self-start"
                  onClick={() => set({ filters: [...value.filters, { property: '', values: '' }] })}
                >
                  <Plus aria-hidden />
                  {t.addFilter}
                </Button>
              )}
            </div>
          </fieldset>
          <Checkbox
            className="sm:col-span-2"
            label={t.active}
            hint={t.activeHint}
            checked={value.active}
            onCheckedChange={(checked) => set({ active: checked === true })}
          />
        </div>
        {submit.formError && <Banner tone="critical" title={submit.formError} className="mt-4" />}
        <div className="mt-5 flex justify-end">
          <Button type="submit" pending={submit.pending}>
            {t.save}
          </Button>
        </div>
      </Section>
      <ExampleEvent meter={value} />
    </form>
  )
}
