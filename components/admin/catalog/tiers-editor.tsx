import { Plus, Trash2 } from 'lucide-react'
import { formatQuantity } from '@/components/format/number'
import { texts } from '@/components/texts/en'
import { plainDecimal, type TierDraft } from '@/components/usage/overage-draft'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'

interface TiersEditorProps {
  tiers: TierDraft[]
  unit: string
  currency: string
  errorOf: (field: string, value: string) => string | null
  onChange: (tiers: TierDraft[]) => void
}

/** On a desk the headings stand above the columns; on a phone each field has its own. */
const HEADED = 'sm:[&>div:first-child]:sr-only'

/** Tiers from small to large; the last one has no end. */
export function TiersEditor({ tiers, unit, currency, errorOf, onChange }: TiersEditorProps) {
  const t = texts.usage.price
  const set = (index: number, change: Partial<TierDraft>) =>
    onChange(tiers.map((tier, at) => (at === index ? { ...tier, ...change } : tier)))
  const money = <span className="text-xs">{currency}</span>
  const below = (index: number) => {
    const end = index === 0 ? '0' : plainDecimal(tiers[index - 1]!.upTo)
    return end === null ? '…' : formatQuantity(end)
  }
  return (
    <fieldset>
      <legend className="text-sm font-medium">{t.tiers}</legend>
      <p className="mt-0.5 text-xs text-ink-faint">{t.tiersHint}</p>
      <div
        aria-hidden
        className="mt-3 mb-1.5 hidden grid-cols-[4.5rem_1fr_1fr_1fr_2.25rem] gap-2.5 text-xs text-ink-faint sm:grid"
      >
        <span>{t.tierFrom}</span>
        <span>{t.tierUpTo}</span>
        <span>{t.tierUnit(unit)}</span>
        <span>{t.tierFlat}</span>
      </div>
      <ol className="flex flex-col gap-2.5 max-sm:mt-3 max-sm:gap-4">
        {tiers.map((tier, index) => {
          const number = String(index + 1)
          const isLast = index === tiers.length - 1
          const at = (name: string) => `tiers.${index}.${name}`
          const named = (text: string) => (
            <>
              <span className="sr-only">{t.tier(number)}: </span>
              {text}
            </>
          )
          return (
            <li
              key={index}
              className="grid grid-cols-[1fr_1fr_2.25rem] items-start gap-2.5 max-sm:rounded-lg max-sm:border max-sm:border-line max-sm:p-3 sm:grid-cols-[4.5rem_1fr_1fr_1fr_2.25rem]"
            >
              <span className="self-center text-sm text-ink-muted tabular max-sm:col-span-2 sm:pt-0.5">
                <span className="sm:sr-only">{t.tierFrom} </span>
                {below(index)}
              </span>
              {isLast ? (
                <span className="self-center text-sm text-ink-muted max-sm:order-2 max-sm:col-span-3">{t.tierEnd}</span>
              ) : (
                <Field
                  label={named(t.tierUpTo)}
                  error={errorOf(at('upTo'), tier.upTo)}
                  className={`${HEADED} max-sm:order-2 max-sm:col-span-3`}
                >
                  <Input
                    value={tier.upTo}
                    inputMode="decimal"
                    onChange={(event) => set(index, { upTo: event.target.value })}
                  />
                </Field>
              )}
              <Field
                label={named(t.tierUnit(unit))}
                error={errorOf(at('unitAmount'), tier.unitAmount)}
                className={`${HEADED} max-sm:order-3`}
              >
                <Input
                  value={tier.unitAmount}
                  inputMode="decimal"
                  trailing={money}
                  onChange={(event) => set(index, { unitAmount: event.target.value })}
                />
              </Field>
              <Field
                label={named(t.tierFlat)}
                error={errorOf(at('flatAmount'), tier.flatAmount)}
                optional
                className={`${HEADED} max-sm:order-4 max-sm:col-span-2`}
              >
                <Input
                  value={tier.flatAmount}
                  inputMode="decimal"
                  trailing={money}
                  onChange={(event) => set(index, { flatAmount: event.target.value })}
                />
              </Field>
              <Button
                variant="ghost"
                size="icon"
                className="max-sm:order-1"
                aria-label={t.removeTier(number)}
                disabled={tiers.length < 2}
                onClick={() => onChange(tiers.filter((_, position) => position !== index))}
              >
                <Trash2 aria-hidden />
              </Button>
            </li>
          )
        })}
      </ol>
      <Button
        variant="secondary"
        size="sm"
        className="mt-3"
        disabled={tiers.length >= 20}
        onClick={() => onChange([...tiers, { upTo: '', unitAmount: '', flatAmount: '' }])}
      >
        <Plus aria-hidden />
        {t.addTier}
      </Button>
    </fieldset>
  )
}
