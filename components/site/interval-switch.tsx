'use client'

import { parseAsStringLiteral, useQueryState } from 'nuqs'
import { texts } from '@/components/texts/en'
import { Segmented } from '@/components/ui/segmented'
import type { Interval } from './plan-prices'

/** Monthly or yearly, kept in the URL. */
export function useInterval(): [Interval, (next: Interval) => void] {
  const [value, setValue] = useQueryState(
    'interval',
    parseAsStringLiteral(['month', 'year'] as const).withDefault('month'),
  )
  return [value === 'year' ? 'YEAR' : 'MONTH', (next) => void setValue(next === 'YEAR' ? 'year' : null)]
}

export function IntervalSwitch() {
  const [interval, setInterval] = useInterval()
  const t = texts.site.plans
  return (
    <Segmented
      label={t.interval}
      value={interval}
      onValueChange={setInterval}
      options={[
        { value: 'MONTH', label: t.monthly },
        {
          value: 'YEAR',
          label: (
            <>
              {t.yearly}
              <span className="rounded-full bg-accent-soft px-2 text-xs text-accent-text">{t.twoMonthsFree}</span>
            </>
          ),
        },
      ]}
    />
  )
}
