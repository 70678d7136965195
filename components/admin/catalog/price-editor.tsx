'use client'

import { useState } from 'react'
import type { Measure, UsagePrice } from '@/lib/engine/usage-pricing'
import { texts } from '@/components/texts/en'
import {
  EMPTY_DRAFT,
  readOverageDraft,
  toOverageDraft,
  USAGE_MODELS,
  type DraftProblems,
  type OverageDraft,
  type OverageTerms,
} from '@/components/usage/overage-draft'
import { Section } from '@/components/ui/card'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { Radio, RadioGroup } from '@/components/ui/radio-group'
import type { Action } from '@/components/forms/outcome'
import { PriceCalculator } from './price-calculator'
import { PublishPrice, type PriceOnSale, type PublishInput } from './publish-price'
import { TiersEditor } from './tiers-editor'

interface PriceEditorProps extends PriceOnSale {
  unit: string
  measure: Measure
  /** What the plan includes: an exact decimal, null = all of it. */
  included: string | null
  /** Left out for who may only look: the calculator is for everyone. */
  publish?: Action<PublishInput>
}

/** A price for use beyond an allowance, with what it comes to beside it as it is typed. */
export function PriceEditor(props: PriceEditorProps) {
  const { unit, measure, currency, included, current, publish } = props
  const t = texts.usage.price
  const [draft, setDraft] = useState(() => (current ? toOverageDraft(current, currency) : EMPTY_DRAFT))
  const [showsProblems, setShowsProblems] = useState(false)
  const read = readOverageDraft(draft, currency)
  const problems: DraftProblems = 'problems' in read ? read.problems : {}
  // What is empty is no mistake before somebody wants to publish it; what is typed wrong is.
  const errorOf = (field: string, value: string) =>
    showsProblems || value.trim() !== '' ? (problems[field] ?? null) : null
  const set = (change: Partial<OverageDraft>) => setDraft({ ...draft, ...change })
  const priceOf = ({ model, minimumAmount, maximumAmount }: OverageTerms): UsagePrice => ({
    ...model,
    measure,
    included,
    ...(minimumAmount !== null && { minimumAmount }),
    ...(maximumAmount !== null && { maximumAmount }),
  })
  const money = <span className="text-xs">{currency}</span>
  return (
    <div className="grid items-start gap-5 xl:grid-cols-5">
      <div className="flex min-w-0 flex-col gap-5 xl:col-span-3">
        <Section title={t.modelLabel}>
          <RadioGroup
            aria-label={t.modelLabel}
            value={draft.model}
            onValueChange={(model) => set({ model: model as OverageDraft['model'] })}
            className="sm:grid-cols-2"
          >
            {USAGE_MODELS.map((model) => (
              <Radio key={model} card value={model} label={t.models[model]} hint={t.modelHints[model]} />
            ))}
          </RadioGroup>
          <div className="mt-5 border-t border-dashed border-line pt-5">
            {draft.model === 'FLAT' && (
              <Field
                label={t.unitAmount(unit)}
                hint={t.unitHint}
                error={errorOf('unitAmount', draft.unitAmount)}
                className="max-w-64"
              >
                <Input
                  value={draft.unitAmount}
                  inputMode="decimal"
                  trailing={money}
                  onChange={(event) => set({ unitAmount: event.target.value })}
                />
              </Field>
            )}
            {(draft.model === 'GRADUATED' || draft.model === 'VOLUME') && (
              <TiersEditor
                tiers={draft.tiers}
                unit={unit}
                currency={currency}
                errorOf={errorOf}
                onChange={(tiers) => set({ tiers })}
              />
            )}
            {draft.model === 'PACKAGE' && (
              <div className="grid gap-4 sm:grid-cols-2">
                <Field label={t.packageSize(unit)} error={errorOf('packageSize', draft.packageSize)}>
                  <Input
                    value={draft.packageSize}
                    inputMode="decimal"
                    onChange={(event) => set({ packageSize: event.target.value })}
                  />
                </Field>
                <Field label={t.packageAmount} error={errorOf('packageAmount', draft.packageAmount)}>
                  <Input
                    value={draft.packageAmount}
                    inputMode="decimal"
                    trailing={money}
                    onChange={(event) => set({ packageAmount: event.target.value })}
                  />
                </Field>
              </div>
            )}
          </div>
        </Section>
        <Section title={t.limits}>
          <div className="grid gap-4 sm:grid-cols-2">
            <Field
              label={t.minimum}
              hint={t.minimumHint}
              error={errorOf('minimumAmount', draft.minimumAmount)}
              optional
            >
              <Input
                value={draft.minimumAmount}
                inputMode="decimal"
                trailing={money}
                onChange={(event) => set({ minimumAmount: event.target.value })}
              />
            </Field>
            <Field
              label={t.maximum}
              hint={t.maximumHint}
              error={errorOf('maximumAmount', draft.maximumAmount)}
              optional
            >
              <Input
                value={draft.maximumAmount}
                inputMode="decimal"
                trailing={money}
                onChange={(event) => set({ maximumAmount: event.target.value })}
              />
            </Field>
          </div>
        </Section>
        {publish && (
          <PublishPrice
            {...props}
            publish={publish}
            draft={draft}
            isComplete={'terms' in read}
            onIncomplete={() => setShowsProblems(true)}
          />
        )}
      </div>
      <PriceCalculator
        className="xl:sticky xl:top-20 xl:col-span-2"
        unit={unit}
        currency={currency}
        included={included}
        price={'terms' in read ? priceOf(read.terms) : null}
        today={current && { price: priceOf(current), version: current.version }}
      />
    </div>
  )
}
