import { PreviewedAction } from '@/components/billing/previewed-action'
import { besideFields } from '@/components/subscription/beside-fields'
import { texts } from '@/components/texts/en'
import { listPlans } from '@/lib/catalog/read-catalog'
import { getBillingPolicy } from '@/lib/subscriptions/billing-policy'
import { describePrice } from '@/lib/subscriptions/compute-billing'
import { begin, previewBeginning } from './begin-actions'

interface BeginButtonProps {
  customerId: string
  customerName: string
  /** What the customer has already: the new one is beside these, and may fall together with one of them. */
  others: { id: string; label: string }[]
}

/** Sets up a subscription, the first or another: now, from a past day, on a day to come, with a trial. */
export async function BeginButton({ customerId, customerName, others }: BeginButtonProps) {
  const t = texts.lifecycle.begin
  const [plans, { trialEndAction }] = await Promise.all([listPlans(), getBillingPolicy()])
  const prices = plans.flatMap((plan) =>
    plan.prices.map(({ id, interval }) => ({ value: id, label: describePrice({ plan, interval }) })),
  )
  if (!prices[0]) return null
  const isAnother = others.length > 0
  return (
    <PreviewedAction
      variant={isAnother ? 'secondary' : 'primary'}
      label={isAnother ? t.another : t.label}
      title={isAnother ? t.anotherTitle(customerName) : t.title(customerName)}
      description={isAnother ? t.anotherDescription : t.description}
      fields={[
        { name: 'priceId', label: texts.lifecycle.change.price, kind: 'select', options: prices },
        { name: 'quantity', label: texts.lifecycle.change.quantity, kind: 'number', min: '1' },
        ...(isAnother ? besideFields(others) : []),
        { name: 'start', label: t.start, kind: 'date', optional: true, hint: t.startHint },
        { name: 'trialDays', label: t.trialDays, kind: 'number', min: '0', max: '365' },
        {
          name: 'trialEnd',
          label: t.trialEnd,
          kind: 'select',
          options: Object.entries(texts.lifecycle.policy.trialEndActions).map(([value, label]) => ({ value, label })),
        },
      ]}
      initial={{
        id: customerId,
        priceId: prices[0].value,
        quantity: '1',
        additional: isAnother ? 'yes' : 'no',
        name: '',
        alignWith: others[0]?.id ?? '',
        start: '',
        trialDays: '0',
        trialEnd: trialEndAction,
      }}
      preview={previewBeginning}
      action={begin}
      confirmLabel={t.confirm}
      doneText={t.done}
    />
  )
}
