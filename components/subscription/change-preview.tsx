'use client'

import { ArrowRight, Minus, Plus } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { toast } from 'sonner'
import { Breakdown } from '@/components/billing/breakdown'
import { methodName } from '@/components/billing/method-label'
import type { BreakdownView, MethodView } from '@/components/billing/types'
import type { Action } from '@/components/forms/outcome'
import { useSubmit } from '@/components/forms/use-submit'
import { formatDate } from '@/components/format/date-time'
import { formatMoney } from '@/components/format/money'
import { texts } from '@/components/texts/en'
import { Banner } from '@/components/ui/banner'
import { Button } from '@/components/ui/button'
import { Section } from '@/components/ui/card'
import { cn } from '@/components/ui/cn'

export interface ChangeSide {
  planName: string
  interval: 'MONTH' | 'YEAR'
  unitAmount: bigint
  currency: string
}

export interface ChangePreviewProps {
  subscriptionId: string
  priceId: string
  current: ChangeSide
  next: ChangeSide
  timing: 'now' | 'period_end'
  /** ISO. */
  effectiveAt: string
  /** ISO; sent back, so that the charge is the one shown. */
  previewedAt: string
  dueToday: BreakdownView | null
  nextRenewal: { at: string; breakdown: BreakdownView } | null
  /** Features and limits by name. */
  gains: string[]
  losses: string[]
  method: MethodView | null
  timeZone: string
  change: Action<{ subscriptionId: string; priceId: string; previewedAt: string }>
}

/** Side by side: what is due today, and what the next renewal charges. Confirming charges exactly what is shown. */
export function ChangePreview(props: ChangePreviewProps) {
  const { current, next, timing, effectiveAt, dueToday, nextRenewal, timeZone } = props
  const t = texts.portal.change
  const router = useRouter()
  const on = formatDate(effectiveAt, { timeZone })
  const submit = useSubmit(props.change, () => {
    toast.success(timing === 'now' ? t.doneNow(next.planName) : t.doneLater(next.planName, on))
    router.push('/portal/subscription')
  })
  const side = (label: string, of: ChangeSide) => (
    <div className="min-w-0 flex-1">
      <p className="text-xs text-ink-faint">{label}</p>
      <p className="font-semibold tracking-tight">{of.planName}</p>
      <p className="text-sm text-ink-muted tabular">
        {formatMoney(of.unitAmount, { currency: of.currency, trimZeros: true })}{' '}
        {texts.billing.interval[of.interval].per}
      </p>
    </div>
  )
  return (
    <Section
      id="change"
      title={
        <span className="sr-only">
          {current.planName} → {next.planName}
        </span>
      }
      footer={
        <div className="flex flex-wrap items-center justify-between gap-3">
          <p className="text-sm text-ink-muted">
            {dueToday && dueToday.total > 0n && props.method ? t.chargedTo(methodName(props.method)) : ''}
          </p>
          <Button
            pending={submit.pending}
            onClick={() =>
              submit.run({
                subscriptionId: props.subscriptionId,
                priceId: props.priceId,
                previewedAt: props.previewedAt,
              })
            }
          >
            {timing === 'period_end'
              ? t.submitLater(on)
              : dueToday && dueToday.total > 0n
                ? t.submitNow(formatMoney(dueToday.total, { currency: dueToday.currency }))
                : t.submitFree}
          </Button>
        </div>
      }
    >
      <div className="flex items-center gap-5">
        {side(t.now, current)}
        <ArrowRight aria-hidden className="size-5 shrink-0 text-ink-faint" />
        {side(t.then, next)}
      </div>
      <p className="mt-4 rounded-md bg-sunken px-3.5 py-2.5 text-sm text-ink-muted">
        {timing === 'now' ? t.effectiveNow : t.effectiveLater(on)}
      </p>
      <div className="mt-5 grid gap-x-8 gap-y-6 sm:grid-cols-2">
        <div>
          <h3 className="mb-2.5 text-sm font-semibold">{t.dueToday}</h3>
          {dueToday ? (
            <Breakdown breakdown={dueToday} timeZone={timeZone} totalLabel={t.dueToday} />
          ) : (
            <p className="text-2xl font-semibold tracking-tight">{t.dueTodayNothing}</p>
          )}
        </div>
        {nextRenewal && (
          <div>
            <h3 className="mb-2.5 text-sm font-semibold">{t.fromDate(formatDate(nextRenewal.at, { timeZone }))}</h3>
            <Breakdown breakdown={nextRenewal.breakdown} timeZone={timeZone} />
          </div>
        )}
      </div>
      {(props.gains.length > 0 || props.losses.length > 0) && (
        <div
          className={cn(
            'mt-6 grid gap-x-8 gap-y-4 border-t border-dashed border-line pt-4 text-sm',
            props.gains.length > 0 && props.losses.length > 0 ? 'sm:grid-cols-2' : 'sm:[&_ul]:grid-cols-2',
          )}
        >
          <Differences
            title={t.gain}
            items={props.gains}
            sign={<Plus aria-hidden className="size-4 text-positive" />}
          />
          <Differences
            title={t.lose}
            items={props.losses}
            sign={<Minus aria-hidden className="size-4 text-critical" />}
          />
        </div>
      )}
      {submit.formError && <Banner tone="critical" title={submit.formError} className="mt-5" />}
    </Section>
  )
}

function Differences({ title, items, sign }: { title: string; items: string[]; sign: React.ReactNode }) {
  if (items.length === 0) return null
  return (
    <div>
      <h3 className="mb-2 font-semibold">{title}</h3>
      <ul className="grid gap-x-8 gap-y-1.5 text-ink-muted">
        {items.map((item) => (
          <li key={item} className="flex items-center gap-2">
            {sign}
            {item}
          </li>
        ))}
      </ul>
    </div>
  )
}
