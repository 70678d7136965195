'use client'

import { parseAsString, useQueryStates } from 'nuqs'
import { useTransition } from 'react'
import { texts } from '@/components/texts/en'
import { cn } from '@/components/ui/cn'
import { NativeSelect } from '@/components/ui/native-select'
import { Segmented } from '@/components/ui/segmented'

interface UsagePickerProps {
  meter: string
  meters: { code: string; name: string }[]
  range: string
  ranges: string[]
  /** Added up or day by day; null where there is nothing to choose. */
  view: 'total' | 'day' | null
}

/** Which meter and which stretch of time: in the URL. */
export function UsagePicker({ meter, meters, range, ranges, view }: UsagePickerProps) {
  const t = texts.usage.portal
  const [loading, startTransition] = useTransition()
  const [, setState] = useQueryStates(
    { meter: parseAsString, range: parseAsString, view: parseAsString },
    { shallow: false, history: 'push', scroll: false, startTransition },
  )
  return (
    <div aria-busy={loading} className={cn('flex w-full flex-wrap items-center gap-2', loading && 'opacity-60')}>
      <div className="min-w-36 flex-1 sm:w-44 sm:flex-none">
        <NativeSelect
          aria-label={t.chooseMeter}
          value={meter}
          onChange={(event) => void setState({ meter: event.target.value })}
        >
          {meters.map(({ code, name }) => (
            <option key={code} value={code}>
              {name}
            </option>
          ))}
        </NativeSelect>
      </div>
      <div className="min-w-32 flex-1 lg:hidden">
        <NativeSelect
          aria-label={t.chooseRange}
          value={range}
          onChange={(event) => void setState({ range: event.target.value })}
        >
          {ranges.map((value) => (
            <option key={value} value={value}>
              {t.ranges[value]}
            </option>
          ))}
        </NativeSelect>
      </div>
      <Segmented
        className="max-lg:hidden"
        label={t.chooseRange}
        value={range}
        onValueChange={(next) => void setState({ range: next })}
        options={ranges.map((value) => ({ value, label: t.ranges[value] ?? value }))}
      />
      {view && (
        <Segmented
          className="lg:ml-auto"
          label={t.view}
          value={view}
          onValueChange={(next) => void setState({ view: next === 'total' ? null : next })}
          options={[
            { value: 'total', label: t.views.total },
            { value: 'day', label: t.views.day },
          ]}
        />
      )}
    </div>
  )
}
