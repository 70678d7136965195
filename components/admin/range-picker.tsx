'use client'

import { parseAsString, useQueryStates } from 'nuqs'
import { useTransition } from 'react'
import { texts } from '@/components/texts/en'
import { cn } from '@/components/ui/cn'
import { NativeSelect } from '@/components/ui/native-select'
import { Segmented } from '@/components/ui/segmented'

interface RangePickerProps {
  range: string
  ranges: readonly string[]
  interval: string
  intervals: readonly string[]
  currency: string
  currencies: string[]
}

/** Range, interval and currency of a report, kept in the URL. */
export function RangePicker({ range, ranges, interval, intervals, currency, currencies }: RangePickerProps) {
  const t = texts.admin.range
  const [loading, startTransition] = useTransition()
  const [, setState] = useQueryStates(
    { range: parseAsString, interval: parseAsString, currency: parseAsString, page: parseAsString },
    { shallow: false, history: 'push', scroll: false, startTransition },
  )
  return (
    <div aria-busy={loading} className={cn('flex flex-wrap items-center gap-2', loading && 'opacity-60')}>
      <Segmented
        label={t.label}
        value={range}
        onValueChange={(next) => void setState({ range: next, interval: null, page: null })}
        options={ranges.map((value) => ({ value, label: t.ranges[value] ?? value }))}
      />
      {intervals.length > 1 && (
        <div className="w-28">
          <NativeSelect
            aria-label={t.interval}
            value={interval}
            onChange={(event) => void setState({ interval: event.target.value, page: null })}
          >
            {intervals.map((value) => (
              <option key={value} value={value}>
                {t.intervals[value]}
              </option>
            ))}
          </NativeSelect>
        </div>
      )}
      {currencies.length > 1 && (
        <div className="w-24">
          <NativeSelect
            aria-label={t.currency}
            value={currency}
            onChange={(event) => void setState({ currency: event.target.value, page: null })}
          >
            {currencies.map((value) => (
              <option key={value}>{value}</option>
            ))}
          </NativeSelect>
        </div>
      )}
    </div>
  )
}
