import { PreviewedAction } from '@/components/billing/previewed-action'
import { AddOnButton, addOnOptions, PauseButton, ResumeButton } from '@/components/subscription/lifecycle-buttons'
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
  const { maxQuantity } = running.price.plan
  return (
    <>
      {status === 'ACTIVE' && (!pendingChange || pendingChange.origin === 'PRICE_CHANGE') && (
        <PauseButton id={id} variant="ghost" preview={previewPausing} action={pause} />
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
      {canChange && (
        <AddOnButton
          id={id}
          options={addOnOptions(useful, { interval: running.price.interval, currency: contract.currency })}
          description={t.quantity.description}
          preview={previewAddOnChange}
          action={changeAddOns}
        />
      )}
      {status === 'PAUSED' && <ResumeButton id={id} variant="primary" preview={previewResuming} action={resume} />}
    </>
  )
}
