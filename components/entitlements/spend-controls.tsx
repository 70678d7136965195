'use client'

import { useState } from 'react'
import { toast } from 'sonner'
import type { Action } from '@/components/forms/outcome'
import { useSubmit } from '@/components/forms/use-submit'
import { texts } from '@/components/texts/en'
import { Button } from '@/components/ui/button'
import { Section } from '@/components/ui/card'
import { Checkbox } from '@/components/ui/checkbox'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'

interface SpendInput {
  /** As it is typed; empty = no cap. */
  amount: string
  thresholds: number[]
}

export interface SpendControlsProps {
  customerId: string
  /** Who reads it is the customer or staff. */
  words: { text: string; thresholds: string; saved: string }
  initial: SpendInput
  currency: string
  /** What may be ticked, in percent. */
  offered: number[]
  mayEdit: boolean
  /** The portal's knows the customer by itself. */
  save: Action<SpendInput & { customerId: string }>
}

/** What use beyond the plan may cost at most, and at which shares of an allowance an email is sent. */
export function SpendControls({ customerId, words, initial, currency, offered, mayEdit, save }: SpendControlsProps) {
  const t = texts.entitlements.spending
  const [amount, setAmount] = useState(initial.amount)
  const [thresholds, setThresholds] = useState(initial.thresholds)
  const submit = useSubmit(save, () => toast.success(words.saved))
  const toggle = (value: number, isOn: boolean) =>
    setThresholds((before) => (isOn ? [...before, value] : before.filter((each) => each !== value)))
  return (
    <form
      ref={submit.formRef}
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        submit.run({ customerId, amount, thresholds })
      }}
    >
      <Section
        id="limits"
        title={t.title}
        description={words.text}
        footer={
          mayEdit && (
            <div className="flex items-center justify-end gap-3">
              {submit.formError && <p className="text-sm text-critical">{submit.formError}</p>}
              <Button type="submit" pending={submit.pending}>
                {t.save}
              </Button>
            </div>
          )
        }
      >
        <div className="flex flex-col gap-5">
          <Field
            label={t.cap}
            optional
            hint={t.capHint(currency)}
            error={submit.errorOf('amount')}
            className="sm:max-w-72"
          >
            <Input
              inputMode="decimal"
              value={amount}
              disabled={!mayEdit}
              onChange={(event) => setAmount(event.target.value)}
            />
          </Field>
          <fieldset className="flex flex-col gap-2.5" disabled={!mayEdit}>
            <legend className="mb-1.5 text-sm font-medium">{words.thresholds}</legend>
            <div className="flex flex-wrap gap-x-6 gap-y-2.5">
              {offered.map((value) => (
                <Checkbox
                  key={value}
                  label={t.percent(value)}
                  checked={thresholds.includes(value)}
                  disabled={!mayEdit}
                  onCheckedChange={(isOn) => toggle(value, isOn === true)}
                />
              ))}
            </div>
          </fieldset>
        </div>
      </Section>
    </form>
  )
}
