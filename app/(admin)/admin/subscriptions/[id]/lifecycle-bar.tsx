import { PreviewedAction } from '@/components/billing/previewed-action'
import { AddOnButton, addOnOptions, PauseButton, ResumeButton } from '@/components/subscription/lifecycle-buttons'
import { texts } from '@/components/texts/en'
import { describePrice } from '@/lib/subscriptions/compute-billing'
import { listAddOns, listPlans } from '@/lib/catalog/read-catalog'
import { hasPriceMove } from '@/lib/subscriptions/cancel-price-move'
import { segmentAt, type SubscriptionContract } from '@/lib/subscriptions/read-subscriptions'
import {
  change,
  changeAddOns,
  endAtOnce,
  endTrial,
  pause,
  previewAddOnChange,
  previewChange,
  previewEnding,
  previewPausing,
  previewResuming,
  previewStartAgain,
  previewTrial,
  previewTrialEnd,
  prolongTrial,
  resume,
  startAgain,
} from './lifecycle-actions'
import { keepPrice, previewKeepPrice } from './price-move-actions'

interface LifecycleBarProps {
  contract: SubscriptionContract
  customerName: string
  /** Whether what is due can be collected: `canBeCollected`. */
  canPay: boolean
  mayRefund: boolean
  now: Date
}

/** What staff can do with a subscription, by its state; each shows its sums first. */
export async function LifecycleBar({ contract, customerName, canPay, mayRefund, now }: LifecycleBarProps) {
  const t = texts.lifecycle
  const { id, status, pendingChange } = contract
  const [plans, addOns, moves] = await Promise.all([listPlans(), listAddOns(), hasPriceMove(contract, now)])
  const running = segmentAt(contract, now)
  const canChange = (status === 'ACTIVE' || status === 'TRIALING') && pendingChange?.kind !== 'CANCEL'
  const isLive = ['TRIALING', 'ACTIVE', 'PAST_DUE', 'UNPAID', 'PAUSED'].includes(status)
  const prices = plans.flatMap((plan) =>
    plan.prices
      .filter(({ currency }) => currency === contract.currency)
      .map((price) => ({ value: price.id, label: describePrice({ plan, interval: price.interval }) })),
  )
  const isKnown = prices.some(({ value }) => value === running.priceId)
  return (
    <div className="mb-5 flex flex-wrap gap-2">
      {canChange && (
        <PreviewedAction
          label={t.change.label}
          title={t.change.title}
          fields={[
            {
              name: 'priceId',
              label: t.change.price,
              kind: 'select',
              options: isKnown ? prices : [{ value: running.priceId, label: describePrice(running.price) }, ...prices],
            },
            { name: 'quantity', label: t.change.quantity, kind: 'number', min: '1' },
            {
              name: 'timing',
              label: t.change.timing,
              kind: 'select',
              options: [
                { value: 'policy', label: t.change.byPolicy },
                { value: 'now', label: t.policy.timings.NOW ?? '' },
                { value: 'period_end', label: t.policy.timings.PERIOD_END ?? '' },
              ],
            },
          ]}
          initial={{ id, priceId: running.priceId, quantity: running.quantity.toString(), timing: 'policy' }}
          preview={previewChange}
          action={change}
          confirmLabel={t.change.confirm}
          doneText={t.change.done}
        />
      )}
      {canChange && (
        <AddOnButton
          id={id}
          options={addOnOptions(addOns, { interval: running.price.interval, currency: contract.currency })}
          preview={previewAddOnChange}
          action={changeAddOns}
        />
      )}
      {status === 'TRIALING' && (
        <PreviewedAction
          label={t.trial.extend}
          title={t.trial.extendTitle}
          fields={[{ name: 'days', label: t.trial.days, kind: 'number', min: '1', max: '365' }]}
          initial={{ id, days: '7' }}
          preview={previewTrial}
          action={prolongTrial}
          confirmLabel={t.trial.confirm}
          doneText={t.trial.done}
        />
      )}
      {status === 'TRIALING' && canChange && (
        <PreviewedAction
          label={t.trial.endNow.label}
          title={t.trial.endNow.title}
          description={canPay ? t.trial.endNow.description : t.trial.endNow.noMethod}
          fields={[]}
          initial={{ id }}
          preview={previewTrialEnd}
          action={endTrial}
          confirmLabel={t.trial.endNow.confirm}
          doneText={t.trial.endNow.done}
        />
      )}
      {status === 'ACTIVE' && (!pendingChange || pendingChange.origin === 'PRICE_CHANGE') && (
        <PauseButton id={id} preview={previewPausing} action={pause} />
      )}
      {moves && (
        <PreviewedAction
          label={t.priceMove.keep.label}
          title={t.priceMove.keep.title}
          description={t.priceMove.keep.description}
          fields={[]}
          initial={{ id }}
          preview={previewKeepPrice}
          action={keepPrice}
          confirmLabel={t.priceMove.keep.confirm}
          doneText={t.priceMove.keep.done}
        />
      )}
      {status === 'PAUSED' && <ResumeButton id={id} variant="primary" preview={previewResuming} action={resume} />}
      {isLive && (
        <PreviewedAction
          danger
          label={t.end.label}
          title={t.end.title(customerName)}
          description={t.end.description}
          fields={[
            {
              name: 'credit',
              label: t.end.credit,
              kind: 'select',
              options: Object.entries(t.end.credits)
                .filter(([value]) => value !== 'refund' || mayRefund)
                .map(([value, label]) => ({ value, label })),
            },
          ]}
          initial={{ id, credit: 'none' as 'none' | 'balance' | 'refund' }}
          preview={previewEnding}
          action={endAtOnce}
          confirmLabel={t.end.confirm}
          doneText={t.end.done}
        />
      )}
      {status === 'CANCELED' && (
        <PreviewedAction
          label={t.reactivate.label}
          title={t.reactivate.title}
          description={t.reactivate.description}
          fields={[]}
          initial={{ id }}
          preview={previewStartAgain}
          action={startAgain}
          confirmLabel={t.reactivate.confirm}
          doneText={t.begin.done}
        />
      )}
    </div>
  )
}
