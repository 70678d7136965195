'use client'

import { useRouter } from 'next/navigation'
import { useState } from 'react'
import type { Action } from '@/components/forms/outcome'
import { useSubmit } from '@/components/forms/use-submit'
import { texts } from '@/components/texts/en'
import { Banner } from '@/components/ui/banner'
import { Button } from '@/components/ui/button'
import { Section } from '@/components/ui/card'
import { Checkbox } from '@/components/ui/checkbox'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { NativeSelect } from '@/components/ui/native-select'

/** As it was typed. */
export interface CouponFormValue {
  name: string
  kind: 'percent' | 'amount'
  percent: string
  amount: string
  duration: 'once' | 'several' | 'forever'
  cycles: string
  planCodes: string[]
  maxRedemptions: string
  perCustomer: string
  minimumAmount: string
  redeemBy: string
  firstTimeOnly: boolean
  code: string
}

const EMPTY: CouponFormValue = {
  name: '',
  kind: 'percent',
  percent: '',
  amount: '',
  duration: 'once',
  cycles: '3',
  planCodes: [],
  maxRedemptions: '',
  perCustomer: '1',
  minimumAmount: '',
  redeemBy: '',
  firstTimeOnly: false,
  code: '',
}

interface CouponFormProps {
  plans: { code: string; name: string }[]
  create: Action<CouponFormValue, { couponId: string }>
}

/** The terms of a new coupon. They never change afterwards: it can only be deactivated. */
export function CouponForm({ plans, create }: CouponFormProps) {
  const [value, setValue] = useState(EMPTY)
  const router = useRouter()
  const submit = useSubmit(create, (made) => router.push(made ? `/admin/coupons/${made.couponId}` : '/admin/coupons'))
  const t = texts.discounts.admin
  const set = (change: Partial<CouponFormValue>) => setValue({ ...value, ...change })
  const text = (field: keyof CouponFormValue & string) => ({
    value: value[field] as string,
    onChange: (event: { target: { value: string } }) => set({ [field]: event.target.value }),
  })
  const inEuro = <span className="text-sm">EUR</span>
  return (
    <form
      ref={submit.formRef}
      noValidate
      className="flex max-w-3xl flex-col gap-5"
      onSubmit={(event) => {
        event.preventDefault()
        submit.run(value)
      }}
    >
      <Section title={t.terms}>
        <div className="grid gap-4 sm:grid-cols-2">
          <Field label={t.name} hint={t.nameHint} error={submit.errorOf('name')} className="sm:col-span-2">
            <Input {...text('name')} maxLength={80} />
          </Field>
          <Field label={t.kind}>
            <NativeSelect
              value={value.kind}
              onChange={(event) => set({ kind: event.target.value as CouponFormValue['kind'] })}
            >
              <option value="percent">{t.kinds.percent}</option>
              <option value="amount">{t.kinds.amount}</option>
            </NativeSelect>
          </Field>
          {value.kind === 'percent' ? (
            <Field label={t.percent} error={submit.errorOf('percent')}>
              <Input {...text('percent')} inputMode="decimal" trailing={<span className="text-sm">%</span>} />
            </Field>
          ) : (
            <Field label={t.amount} error={submit.errorOf('amount')}>
              <Input {...text('amount')} inputMode="decimal" trailing={inEuro} />
            </Field>
          )}
          <Field label={t.duration}>
            <NativeSelect
              value={value.duration}
              onChange={(event) => set({ duration: event.target.value as CouponFormValue['duration'] })}
            >
              <option value="once">{t.durations.once}</option>
              <option value="several">{t.durations.several}</option>
              <option value="forever">{t.durations.forever}</option>
            </NativeSelect>
          </Field>
          {value.duration === 'several' && (
            <Field label={t.cycles} error={submit.errorOf('cycles')}>
              <Input {...text('cycles')} inputMode="numeric" />
            </Field>
          )}
          <fieldset className="sm:col-span-2">
            <legend className="mb-2 text-sm font-medium">{t.plans}</legend>
            <div className="flex flex-wrap gap-x-6 gap-y-2">
              {plans.map(({ code, name }) => (
                <Checkbox
                  key={code}
                  label={name}
                  checked={value.planCodes.includes(code)}
                  onCheckedChange={(checked) =>
                    set({
                      planCodes:
                        checked === true
                          ? [...value.planCodes, code]
                          : value.planCodes.filter((chosen) => chosen !== code),
                    })
                  }
                />
              ))}
            </div>
            <p className="mt-1.5 text-xs text-ink-faint">{t.plansHint}</p>
          </fieldset>
        </div>
      </Section>
      <Section title={t.limits}>
        <div className="grid gap-4 sm:grid-cols-2">
          <Field label={t.code} hint={t.codeHint} error={submit.errorOf('code')} optional>
            <Input {...text('code')} maxLength={40} autoComplete="off" spellCheck={false} className="uppercase" />
          </Field>
          <Field label={t.redeemBy} error={submit.errorOf('redeemBy')} optional>
            <Input {...text('redeemBy')} type="date" />
          </Field>
          <Field label={t.maxRedemptions} hint={t.limitHint} error={submit.errorOf('maxRedemptions')} optional>
            <Input {...text('maxRedemptions')} inputMode="numeric" />
          </Field>
          <Field label={t.perCustomer} hint={t.limitHint} error={submit.errorOf('perCustomer')} optional>
            <Input {...text('perCustomer')} inputMode="numeric" />
          </Field>
          <Field label={t.minimum} error={submit.errorOf('minimumAmount')} optional>
            <Input {...text('minimumAmount')} inputMode="decimal" trailing={inEuro} />
          </Field>
          <Checkbox
            className="self-end pb-2.5"
            label={t.firstTimeOnly}
            checked={value.firstTimeOnly}
            onCheckedChange={(checked) => set({ firstTimeOnly: checked === true })}
          />
        </div>
      </Section>
      {submit.formError && <Banner tone="critical" title={submit.formError} />}
      <div className="flex justify-end">
        <Button type="submit" pending={submit.pending}>
          {t.submit}
        </Button>
      </div>
    </form>
  )
}
