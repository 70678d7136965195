'use client'

import { useState } from 'react'
import { toast } from 'sonner'
import type { Action } from '@/components/forms/outcome'
import { useSubmit } from '@/components/forms/use-submit'
import { texts } from '@/components/texts/en'
import { Banner } from '@/components/ui/banner'
import { Checkbox } from '@/components/ui/checkbox'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { NativeSelect } from '@/components/ui/native-select'
import { PolicySection } from './policy-section'

export interface DunningPolicyInput {
  /** "1, 3, 5, 7" */
  retryDays: string
  finalAction: 'CANCEL' | 'MARK_UNCOLLECTIBLE' | 'LEAVE'
  /** "3, 10, 20" */
  reminderDays: string
  sentFinalAction: 'CANCEL' | 'MARK_UNCOLLECTIBLE' | 'LEAVE'
  giveUpDays: string
  reclaimsVat: boolean
  onDispute: 'NONE' | 'PAUSE_ENTITLEMENTS'
}

interface DunningPolicyFormProps {
  initial: DunningPolicyInput
  mayEdit: boolean
  save: Action<DunningPolicyInput>
}

/** How unpaid invoices are collected and what a dispute does. */
export function DunningPolicyForm({ initial, mayEdit, save }: DunningPolicyFormProps) {
  const [value, setValue] = useState(initial)
  const t = texts.dunning.policy
  const submit = useSubmit(save, () => toast.success(t.saved))
  const set = <Key extends keyof DunningPolicyInput>(key: Key, to: DunningPolicyInput[Key]) =>
    setValue((before) => ({ ...before, [key]: to }))
  return (
    <PolicySection
      title={t.title}
      submit={submit}
      values={value}
      mayEdit={mayEdit}
      readOnlyText={t.readOnly}
      className="xl:col-span-2"
    >
      <div className="grid items-start gap-x-6 gap-y-4 sm:grid-cols-2">
        <Field label={t.retryDays} hint={t.retryDaysHint} error={submit.errorOf('retryDays')}>
          <Input
            value={value.retryDays}
            disabled={!mayEdit}
            inputMode="text"
            autoComplete="off"
            onChange={(event) => set('retryDays', event.target.value)}
          />
        </Field>
        <Field label={t.finalAction} error={submit.errorOf('finalAction')}>
          <NativeSelect
            value={value.finalAction}
            disabled={!mayEdit}
            onChange={(event) => set('finalAction', event.target.value as DunningPolicyInput['finalAction'])}
          >
            {options(t.finalActions)}
          </NativeSelect>
        </Field>
        <Field label={t.reminderDays} hint={t.reminderDaysHint} error={submit.errorOf('reminderDays')}>
          <Input
            value={value.reminderDays}
            disabled={!mayEdit}
            autoComplete="off"
            onChange={(event) => set('reminderDays', event.target.value)}
          />
        </Field>
        <Field label={t.sentFinalAction} error={submit.errorOf('sentFinalAction')}>
          <NativeSelect
            value={value.sentFinalAction}
            disabled={!mayEdit}
            onChange={(event) => set('sentFinalAction', event.target.value as DunningPolicyInput['sentFinalAction'])}
          >
            {options(t.finalActions)}
          </NativeSelect>
        </Field>
        <Field label={t.giveUpDays} hint={t.giveUpDaysHint} error={submit.errorOf('giveUpDays')}>
          <Input
            value={value.giveUpDays}
            disabled={!mayEdit}
            inputMode="numeric"
            autoComplete="off"
            onChange={(event) => set('giveUpDays', event.target.value)}
          />
        </Field>
        <Checkbox
          label={t.reclaimsVat}
          hint={t.reclaimsVatHint}
          checked={value.reclaimsVat}
          disabled={!mayEdit}
          onCheckedChange={(checked) => set('reclaimsVat', checked === true)}
        />
        <Field label={t.onDispute} error={submit.errorOf('onDispute')}>
          <NativeSelect
            value={value.onDispute}
            disabled={!mayEdit}
            onChange={(event) => set('onDispute', event.target.value as DunningPolicyInput['onDispute'])}
          >
            {options(t.onDisputes)}
          </NativeSelect>
        </Field>
        {submit.formError && <Banner tone="critical" title={submit.formError} className="sm:col-span-2" />}
      </div>
    </PolicySection>
  )
}

const options = (labels: Record<string, string>) =>
  Object.entries(labels).map(([value, label]) => (
    <option key={value} value={value}>
      {label}
    </option>
  ))
