'use client'

import { CalendarClock, FastForward } from 'lucide-react'
import { useState, useTransition } from 'react'
import { toast } from 'sonner'
import type { Action } from '@/components/forms/outcome'
import { formatDateTime } from '@/components/format/date-time'
import { RefreshWhile } from '@/components/payments/refresh-while'
import { texts } from '@/components/texts/en'
import { Banner } from '@/components/ui/banner'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { Section } from '@/components/ui/card'
import { Spinner } from '@/components/ui/spinner'
import { STAFF_TIME_ZONE } from '../time-zone'

interface TimeMachineProps {
  now: string
  /** Where the clock is being moved to, while it is. */
  travelingTo: string | null
  /** Why the last journey stopped early. */
  error: string | null
  workerRuns: boolean
  steps: { id: string; label: string; to: string }[]
  /** YYYY-MM-DD */
  earliest: string
  travel: Action<{ to: string }>
}

/** Moves the clock forward and shows how far the worker has come. */
export function TimeMachine({ now, travelingTo, error, workerRuns, steps, earliest, travel }: TimeMachineProps) {
  const t = texts.admin.sandbox
  const [date, setDate] = useState('')
  const [pending, startTransition] = useTransition()
  const shown = (at: string) => formatDateTime(at, { timeZone: STAFF_TIME_ZONE })
  const busy = pending || travelingTo !== null

  const go = (to: string) =>
    startTransition(async () => {
      const outcome = await travel({ to }).catch(() => undefined)
      if (!outcome || outcome.serverError || outcome.validationErrors) {
        toast.error(outcome?.serverError?.message ?? texts.common.errors.offline)
        return
      }
      toast.success(t.started)
    })

  return (
    <Section id="time" title={t.time} description={t.timeDescription}>
      <div className="flex flex-col gap-4">
        <p className="flex flex-wrap items-baseline gap-x-3">
          <span className="text-sm text-ink-muted">{t.now}</span>
          <span aria-live="polite" className="text-2xl font-semibold tracking-[-0.022em] tabular">
            {shown(now)}
          </span>
        </p>
        {travelingTo && (
          <Banner icon={<Spinner className="size-4.5" />} title={t.traveling(shown(travelingTo))}>
            {t.travelingText}
          </Banner>
        )}
        <RefreshWhile
          active={travelingTo !== null}
          everyMs={1000}
          whenSlow={<p className="text-sm text-ink-muted">{t.slow}</p>}
        />
        {!travelingTo && error && <Banner tone="critical" title={t.failed(error)} />}
        {!workerRuns && <Banner tone="caution" title={t.workerDown} />}
        <div className="flex flex-wrap gap-2">
          {steps.map((step) => (
            <Button
              key={step.id}
              variant="secondary"
              disabled={busy}
              title={t.stepTo(step.label, shown(step.to))}
              onClick={() => go(step.to)}
            >
              <FastForward aria-hidden />
              {step.label}
            </Button>
          ))}
        </div>
        <form
          className="flex flex-wrap items-end gap-2"
          onSubmit={(event) => {
            event.preventDefault()
            // Nine in the morning, UTC: in the middle of Europe's working day.
            if (date) go(`${date}T09:00:00.000Z`)
          }}
        >
          <Field label={t.toDate} className="w-48">
            <Input type="date" min={earliest} value={date} onChange={(event) => setDate(event.target.value)} />
          </Field>
          <Button type="submit" variant="secondary" disabled={busy || !date}>
            <CalendarClock aria-hidden />
            {t.go}
          </Button>
        </form>
      </div>
    </Section>
  )
}
