import { PreviewedAction, type ActionPreview } from '@/components/billing/previewed-action'
import type { Action } from '@/components/forms/outcome'
import { texts } from '@/components/texts/en'
import type { ButtonProps } from '@/components/ui/button'
import type { Plan } from '@/lib/catalog/types'

/** What the portal and staff do with a subscription alike: each side brings its own actions. */
interface LifecycleButtonProps<Values> {
  id: string
  preview: Action<Values, ActionPreview>
  action: Action<Values & { previewedAt: string }>
  variant?: ButtonProps['variant']
}

const t = texts.lifecycle

/** Add-ons that go with a subscription: in its rhythm and currency. */
export function addOnOptions(
  addOns: readonly Plan[],
  { interval, currency }: { interval: string; currency: string },
): { value: string; label: string }[] {
  return addOns.flatMap(({ name, prices }) =>
    prices
      .filter((price) => price.interval === interval && price.currency === currency)
      .map((price) => ({ value: price.id, label: name })),
  )
}

interface AddOnButtonProps extends LifecycleButtonProps<{ id: string; priceId: string; quantity: string }> {
  options: { value: string; label: string }[]
  description?: string
}

/** Nothing where there is no add-on to choose. */
export function AddOnButton({ id, options, ...rest }: AddOnButtonProps) {
  const [first] = options
  if (!first) return null
  return (
    <PreviewedAction
      {...rest}
      label={t.addOn.label}
      title={t.addOn.title}
      fields={[
        { name: 'priceId', label: t.addOn.addOn, kind: 'select', options },
        { name: 'quantity', label: t.addOn.quantity, kind: 'number', min: '0', hint: t.addOn.quantityHint },
      ]}
      initial={{ id, priceId: first.value, quantity: '1' }}
      confirmLabel={t.addOn.confirm}
      doneText={t.addOn.done}
    />
  )
}

export function PauseButton({ id, ...rest }: LifecycleButtonProps<{ id: string; until: string }>) {
  return (
    <PreviewedAction
      {...rest}
      label={t.pause.label}
      title={t.pause.title}
      description={t.pause.description}
      fields={[{ name: 'until', label: t.pause.until, kind: 'date', optional: true, hint: t.pause.untilHint }]}
      initial={{ id, until: '' }}
      confirmLabel={t.pause.confirm}
      doneText={t.pause.done}
    />
  )
}

export function ResumeButton({ id, ...rest }: LifecycleButtonProps<{ id: string }>) {
  return (
    <PreviewedAction
      {...rest}
      label={t.resume.label}
      title={t.resume.title}
      description={t.resume.description}
      fields={[]}
      initial={{ id }}
      confirmLabel={t.resume.confirm}
      doneText={t.resume.done}
    />
  )
}
