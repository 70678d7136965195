'use client'

import { useState } from 'react'
import { add, compare, fromDecimalString, multiply, rational, toDecimalString } from '@/lib/engine/rational'
import { priceUsage, type UsagePrice } from '@/lib/engine/usage-pricing'
import { Steps } from '@/components/billing/explanation'
import { formatQuantity } from '@/components/format/number'
import { texts } from '@/components/texts/en'
import { plainDecimal } from '@/components/usage/overage-draft'
import { Chart } from '@/components/ui/chart'
import { cn } from '@/components/ui/cn'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { Money } from '@/components/ui/money'

interface PriceCalculatorProps {
  unit: string
  currency: string
  included: string | null
  /** Null while it is being filled in. */
  price: UsagePrice | null
  today: { price: UsagePrice; version: number } | null
  className?: string
}

const POINTS = 40

/** What a month of any use comes to, how, and how that grows: computed here by the engine that bills. */
export function PriceCalculator({ unit, currency, included, price, today, className }: PriceCalculatorProps) {
  const t = texts.usage.price
  const most = reachOf(price ?? today?.price ?? null, included)
  const [typed, setTyped] = useState<string | null>(null)
  const quantity = typed === null ? partOf(most, POINTS / 2) : (plainDecimal(typed) ?? '0')
  const found = price && cost(price, quantity)
  const before = today && cost(today.price, quantity)
  const position = Math.min(POINTS, Math.round((Number(quantity) / Number(most)) * POINTS))
  return (
    <section
      aria-labelledby="calculator"
      className={cn('min-w-0 rounded-lg border border-line bg-surface shadow-card', className)}
    >
      <div className="px-4 pt-4 sm:px-5">
        <h2 id="calculator" className="text-base font-semibold tracking-tight">
          {t.calculator}
        </h2>
        <p className="mt-0.5 text-sm text-ink-muted">{t.calculatorText}</p>
        <div className="mt-4 grid gap-3">
          <Field label={t.used}>
            <Input
              value={typed ?? quantity}
              inputMode="decimal"
              trailing={<span className="text-xs">{unit}</span>}
              onChange={(event) => setTyped(event.target.value)}
            />
          </Field>
          <input
            type="range"
            aria-label={t.slider}
            aria-valuetext={`${formatQuantity(quantity)} ${unit}`}
            min={0}
            max={POINTS}
            value={position}
            onChange={(event) => setTyped(partOf(most, Number(event.target.value)))}
            className="h-5 w-full accent-accent"
          />
        </div>
      </div>
      <div aria-live="polite" className="mt-3 border-t border-line bg-sunken/40 px-4 py-4 sm:px-5">
        {found ? (
          <>
            <p className="text-sm text-ink-muted">{t.costs}</p>
            <Money
              amount={found.amount}
              currency={currency}
              className="text-3xl font-semibold tracking-[-0.03em] text-ink"
            />
            <ol className="mt-3 flex flex-col gap-1.5 text-xs text-ink-muted">
              <Steps steps={found.steps} currency={currency} timeZone="UTC" />
            </ol>
          </>
        ) : (
          <p className="text-sm text-ink-muted">{t.incomplete}</p>
        )}
        <p className="mt-3 flex items-baseline justify-between gap-4 border-t border-dashed border-line pt-3 text-sm text-ink-muted">
          <span>{today ? t.today(String(today.version)) : t.noPriceToday}</span>
          {before && <Money amount={before.amount} currency={currency} className="font-medium text-ink" />}
        </p>
      </div>
      <div className="border-t border-line px-4 pt-2 pb-4 sm:px-5">
        <Chart
          title={t.curve}
          kind="area"
          curve={price?.model === 'PACKAGE' || price?.model === 'VOLUME' ? 'stepAfter' : 'linear'}
          height={180}
          rowsLabel={t.used}
          format={{ kind: 'money', currency }}
          series={[
            { id: 'price', label: t.newPrice, colour: 1 },
            ...(today ? [{ id: 'today', label: t.today(String(today.version)), colour: 2 as const }] : []),
          ]}
          rows={Array.from({ length: POINTS + 1 }, (_, index) => {
            const at = partOf(most, index)
            return {
              label: formatQuantity(at),
              values: {
                price: (price && cost(price, at)?.amount) ?? 0n,
                ...(today && { today: cost(today.price, at)?.amount ?? 0n }),
              },
            }
          })}
        />
      </div>
    </section>
  )
}

/** The engine refuses what is not sound; the form says why. */
function cost(price: UsagePrice, quantity: string) {
  try {
    return priceUsage({ price, quantity })
  } catch {
    return null
  }
}

/** How far the slider reaches: well beyond the allowance and the last tier, on a round number. */
function reachOf(price: UsagePrice | null, included: string | null): string {
  const ends =
    price && 'tiers' in price ? price.tiers.flatMap(({ upTo }) => (upTo ? [fromDecimalString(upTo)] : [])) : []
  const widest = ends.reduce((most, end) => (compare(end, most) > 0 ? end : most), rational(0n))
  const packages =
    price?.model === 'PACKAGE' ? multiply(fromDecimalString(price.packageSize), rational(5n)) : rational(0n)
  const least = [multiply(widest, rational(3n, 2n)), packages, fromDecimalString(included ?? '0'), rational(20n)]
  const beyond = least.reduce((most, each) => (compare(each, most) > 0 ? each : most), rational(0n))
  const total = Number(toDecimalString(add(fromDecimalString(included ?? '0'), beyond)))
  const digit = 10 ** Math.floor(Math.log10(total))
  return String(Math.ceil((total / digit) * 2) * (digit / 2))
}

/** A share of the slider's reach, as an exact decimal. */
const partOf = (most: string, index: number): string =>
  toDecimalString(multiply(fromDecimalString(most), rational(BigInt(index), BigInt(POINTS))))
