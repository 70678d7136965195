import Link from 'next/link'
import { PreviewedAction } from '@/components/billing/previewed-action'
import { AddOnButton, addOnOptions, PauseButton, ResumeButton } from '@/components/subscription/lifecycle-buttons'
import { texts } from '@/components/texts/en'
import { buttonStyles } from '@/components/ui/button'
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
  previewStartPaying,
  resume,
  startPaying,
} from './lifecycle-actions'

interface LifecycleBarProps {
  contract: SubscriptionContract
  /** Whether what is due can be collected: `canBeCollected`. */
  canPay: boolean
  now: Date
}

/** Quantity, add-ons, pause and resume, a trial's end, as far as the plan and the state allow them. */
export async function LifecycleBar({ contract, canPay, now }: LifecycleBarProps) {
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
      {status === 'TRIALING' && canChange && canPay && (
        <PreviewedAction
          label={t.trial.startPaying.label}
          title={t.trial.startPaying.title}
          description={t.trial.startPaying.description}
          fields={[]}
          initial={{ id }}
          preview={previewStartPaying}
          action={startPaying}
          confirmLabel={t.trial.startPaying.confirm}
          doneText={t.trial.startPaying.done}
        />
      )}
      {status === 'TRIALING' && canChange && !canPay && (
        <Link href="/portal/payment-methods/add" className={buttonStyles({ variant: 'secondary' })}>
          {t.trial.startPaying.addMethod}
        </Link>
      )}
      {status === 'PAUSED' && <ResumeButton id={id} variant="primary" preview={previewResuming} action={resume} />}
    </>
  )
}
