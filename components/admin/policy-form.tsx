'use client'

import { useState } from 'react'
import { toast } from 'sonner'
import { decimalText, formatMoney } from '@/components/format/money'
import type { Action } from '@/components/forms/outcome'
import { useSubmit } from '@/components/forms/use-submit'
import { texts } from '@/components/texts/en'
import { Banner } from '@/components/ui/banner'
import { Button } from '@/components/ui/button'
import { DescriptionList } from '@/components/ui/description-list'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { NativeSelect } from '@/components/ui/native-select'
import type { BillingPolicyRow } from '@/lib/subscriptions/billing-policy'
import type { BillingPolicyInput } from '@/lib/subscriptions/schemas'

const t = texts.lifecycle.policy
const CURRENCY = 'EUR'

type DaysOrChoice = Exclude<keyof BillingPolicyRow, 'usageThreshold'>

/** Each rule with its choices; without choices it is a number of days. */
const rules: { name: DaysOrChoice; label: string; choices?: Record<string, string> }[] = [
  { name: 'directionBy', label: t.directionBy, choices: t.directions },
  { name: 'granularity', label: t.granularity, choices: t.granularities },
  { name: 'upgradeTiming', label: t.upgradeTiming, choices: t.timings },
  { name: 'upgradeMode', label: t.upgradeMode, choices: t.modes },
  { name: 'downgradeTiming', label: t.downgradeTiming, choices: t.timings },
  { name: 'downgradeMode', label: t.downgradeMode, choices: t.modes },
  { name: 'longerTiming', label: t.longerTiming, choices: t.timings },
  { name: 'shorterTiming', label: t.shorterTiming, choices: t.timings },
  { name: 'pauseProration', label: t.pauseProration, choices: t.prorations },
  { name: 'trialEndAction', label: t.trialEndAction, choices: t.trialEndActions },
  { name: 'trialNoticeDays', label: t.trialNoticeDays },
  { name: 'priceNoticeDays', label: t.priceNoticeDays },
  { name: 'lateUsageDays', label: t.lateUsageDays },
]

interface PolicyFormProps {
  policy: BillingPolicyRow
  /** Who may not sees the rules as they are. */
  mayEdit: boolean
  save: Action<BillingPolicyInput>
}

export function PolicyForm({ policy, mayEdit, save }: PolicyFormProps) {
  const { usageThreshold } = policy
  const [values, setValues] = useState({
    ...policy,
    usageThreshold: usageThreshold === null ? '' : decimalText(usageThreshold, CURRENCY),
  })
  const submit = useSubmit(save, () => toast.success(t.saved))
  if (!mayEdit) {
    return (
      <DescriptionList
        layout="columns"
        items={[
          ...rules.map(({ name, label, choices }) => ({
            term: label,
            value: choices?.[policy[name]] ?? policy[name].toString(),
          })),
          {
            term: t.usageThreshold,
            value: usageThreshold === null ? '–' : formatMoney(usageThreshold, { currency: CURRENCY }),
          },
        ]}
      />
    )
  }
  return (
    <form
      className="flex flex-col gap-5"
      onSubmit={(event) => {
        event.preventDefault()
        submit.run(values)
      }}
    >
      <div className="grid gap-x-6 gap-y-4 md:grid-cols-2">
        {rules.map(({ name, label, choices }) => {
          const set = (value: string) => setValues({ ...values, [name]: value })
          return (
            <Field key={name} label={label} error={submit.errorOf(name)}>
              {choices ? (
                <NativeSelect value={values[name]} onChange={(event) => set(event.target.value)}>
                  {Object.entries(choices).map(([value, text]) => (
                    <option key={value} value={value}>
                      {text}
                    </option>
                  ))}
                </NativeSelect>
              ) : (
                <Input
                  type="number"
                  min="0"
                  max="365"
                  value={values[name]}
                  onChange={(event) => set(event.target.value)}
                />
              )}
            </Field>
          )
        })}
        <Field label={t.usageThreshold} error={submit.errorOf('usageThreshold')} optional>
          <Input
            inputMode="decimal"
            value={values.usageThreshold}
            onChange={(event) => setValues({ ...values, usageThreshold: event.target.value })}
            trailing={<span className="text-sm">{CURRENCY}</span>}
          />
        </Field>
      </div>
      {submit.formError && <Banner tone="critical" title={submit.formError} />}
      <div>
        <Button type="submit" pending={submit.pending}>
          {t.save}
        </Button>
      </div>
    </form>
  )
}
