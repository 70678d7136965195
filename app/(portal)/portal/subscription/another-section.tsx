import Link from 'next/link'
import { PreviewedAction } from '@/components/billing/previewed-action'
import { formatMoney } from '@/components/format/money'
import { besideFields } from '@/components/subscription/beside-fields'
import { texts } from '@/components/texts/en'
import { buttonStyles } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import type { Plan } from '@/lib/catalog/types'
import { describePrice } from '@/lib/subscriptions/compute-billing'
import { addAnother, previewAnother } from './another-actions'

interface AnotherSectionProps {
  plans: Plan[]
  currency: string
  /** What the customer has, the shown one first. */
  others: { id: string; label: string }[]
  hasMethod: boolean
}

/** A further subscription beside what the customer has, charged like a change: to the default payment method. */
export function AnotherSection({ plans, currency, others, hasMethod }: AnotherSectionProps) {
  const t = texts.lifecycle.begin
  const prices = plans.flatMap((plan) =>
    plan.prices
      .filter((price) => price.currency === currency)
      .map(({ id, interval, unitAmount }) => ({
        value: id,
        label: `${describePrice({ plan, interval })}, ${formatMoney(unitAmount, { currency })}`,
      })),
  )
  if (!prices[0]) return null
  return (
    <Card className="mb-8 flex flex-wrap items-center justify-between gap-x-6 gap-y-3 px-4 py-4 sm:px-5">
      <div className="min-w-0 grow basis-80">
        <h2 className="text-base font-semibold tracking-tight">{t.own.heading}</h2>
        <p className="mt-0.5 text-sm text-ink-muted">{hasMethod ? t.own.text : `${t.own.text} ${t.own.needsMethod}`}</p>
      </div>
      {hasMethod ? (
        <PreviewedAction
          label={t.another}
          title={t.own.title}
          description={t.own.description}
          fields={[
            { name: 'priceId', label: texts.lifecycle.change.price, kind: 'select', options: prices },
            ...(plans.some(({ maxQuantity }) => maxQuantity > 1)
              ? [
                  {
                    name: 'quantity' as const,
                    label: texts.lifecycle.change.quantity,
                    kind: 'number' as const,
                    min: '1',
                  },
                ]
              : []),
            ...besideFields(others),
          ]}
          initial={{ priceId: prices[0].value, quantity: '1', name: '', alignWith: others[0]?.id ?? '' }}
          preview={previewAnother}
          action={addAnother}
          confirmLabel={t.own.confirm}
          doneText={t.own.done}
        />
      ) : (
        <Link href="/portal/payment-methods/add" className={buttonStyles({ variant: 'secondary' })}>
          {texts.portal.methods.add}
        </Link>
      )}
    </Card>
  )
}
