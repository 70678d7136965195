import { PreviewedAction } from '@/components/billing/previewed-action'
import { texts } from '@/components/texts/en'
import { listAddOns, listPlans } from '@/lib/catalog/read-catalog'
import { segmentAt, type SubscriptionContract } from '@/lib/subscriptions/read-subscriptions'
import {
  changeAddOns,
  changeQuantity,
  pause,
  previewAddOnChange,
  previewPausing,
  previewQuantity,
  previewResuming,
  resume,
} from './lifecycle-actions'

/** Quantity, add-ons, pause and resume, as far as the plan and the state allow them. */
export async function LifecycleBar({ contract, now }: { contract: SubscriptionContract; now: Date }) {
  const t = texts.lifecycle
  const { id, status, pendingChange } = contract
  const running = segmentAt(contract, now)
  const canChange = (status === 'ACTIVE' || status === 'TRIALING') && pendingChange?.kind !== 'CANCEL'
  const [plans, addOns] = await Promise.all([listPlans(), listAddOns()])
  const limits = plans.find(({ code }) => code === running.price.plan.code)?.allowances ?? []
  const isUnlimited = (meter: string) => limits.some((limit) => limit.meter === meter && limit.included === null)
  // More of what is unlimited is not offered.
  const useful = addOns.filter(
    ({ allowances }) => allowances.length === 0 || allowances.some(({ meter }) => !isUnlimited(meter)),
  )
  const packs = useful.flatMap((plan) =>
    plan.prices
      .filter(({ interval, currency }) => interval === running.price.interval && currency === contract.currency)
      .map(({ id: value }) => ({ value, label: plan.name })),
  )
  const { maxQuantity } = running.price.plan
  return (
    <>
      {status === 'ACTIVE' && (!pendingChange || pendingChange.origin === 'PRICE_CHANGE') && (
        <PreviewedAction
          variant="ghost"
          label={t.pause.label}
          title={t.pause.title}
          description={t.pause.description}
          fields={[{ name: 'until', label: t.pause.until, kind: 'date', optional: true, hint: t.pause.untilHint }]}
          initial={{ id, until: '' }}
          preview={previewPausing}
          action={pause}
          confirmLabel={t.pause.confirm}
          doneText={t.pause.done}
        />
      )}
      {canChange && maxQuantity > 1 && (
        <PreviewedAction
          label={t.quantity.label}
          title={t.quantity.title}
          description={t.quantity.description}
          fields={[
            { name: 'quantity', label: t.change.quantity, kind: 'number', min: '1', max: maxQuantity.toString() },
          ]}
          initial={{ id, quantity: running.quantity.toString() }}
          preview={previewQuantity}
          action={changeQuantity}
          confirmLabel={t.quantity.confirm}
          doneText={t.quantity.done}
        />
      )}
      {canChange && packs[0] && (
        <PreviewedAction
          label={t.addOn.portalLabel}
          title={t.addOn.title}
          description={t.quantity.description}
          fields={[
            { name: 'priceId', label: t.addOn.addOn, kind: 'select', options: packs },
            { name: 'quantity', label: t.addOn.quantity, kind: 'number', min: '0', hint: t.addOn.quantityHint },
          ]}
          initial={{ id, priceId: packs[0].value, quantity: '1' }}
          preview={previewAddOnChange}
          action={changeAddOns}
          confirmLabel={t.addOn.confirm}
          doneText={t.addOn.done}
        />
      )}
      {status === 'PAUSED' && (
        <PreviewedAction
          variant="primary"
          label={t.resume.label}
          title={t.resume.title}
          description={t.resume.description}
          fields={[]}
          initial={{ id }}
          preview={previewResuming}
          action={resume}
          confirmLabel={t.resume.confirm}
          doneText={t.resume.done}
        />
      )}
    </>
  )
}
