import { formatInteger, formatPercent } from '@/components/format/number'
import { texts } from '@/components/texts/en'
import { bucketLabel } from './bucket-label'
import { STAFF_TIME_ZONE } from './time-zone'

interface CohortGridProps {
  cohorts: { month: Date; active: number[] }[]
}

/** Share of each month's first-time customers who pay in the months after; the stronger the colour, the more stayed. */
export function CohortGrid({ cohorts }: CohortGridProps) {
  const t = texts.admin.cohorts
  const width = Math.max(0, ...cohorts.map(({ active }) => active.length))
  return (
    <div
      className="overflow-x-auto rounded-lg border border-line bg-surface shadow-card"
      tabIndex={0}
      role="region"
      aria-label={t.title}
    >
      <table className="w-full border-collapse text-sm tabular [&_td:last-child]:pr-3">
        <thead>
          <tr className="text-xs text-ink-faint">
            <th scope="col" className="sticky left-0 bg-surface px-4 py-2 text-left font-medium whitespace-nowrap">
              {t.cohort}
            </th>
            <th scope="col" className="px-3 py-2 text-right font-medium">
              {t.size}
            </th>
            {Array.from({ length: width }, (_, index) => (
              <th key={index} scope="col" className="px-1 py-2 text-center font-medium">
                {t.month(index)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {cohorts.map(({ month, active }) => {
            const size = Math.max(...active)
            return (
              <tr key={month.toISOString()} className="border-t border-line">
                <th
                  scope="row"
                  className="sticky left-0 bg-surface px-4 py-1.5 text-left font-medium whitespace-nowrap"
                >
                  {bucketLabel(month, 'month', STAFF_TIME_ZONE)}
                </th>
                <td className="px-3 py-1.5 text-right">{formatInteger(size)}</td>
                {Array.from({ length: width }, (_, index) => {
                  const count = active[index]
                  if (count === undefined) return <td key={index} />
                  const share = size === 0 ? 0 : count / size
                  const percent = formatPercent(share, { digits: 0 })
                  return (
                    <td key={index} className="p-0.5">
                      <span
                        title={t.cell(percent, formatInteger(count), formatInteger(size))}
                        className="grid h-8 min-w-12 place-items-center rounded-sm text-xs text-ink"
                        style={{
                          background: `color-mix(in oklab, var(--accent) ${Math.round(share * 34)}%, var(--surface))`,
                        }}
                      >
                        {percent}
                      </span>
                    </td>
                  )
                })}
              </tr>
            )
          })}
        </tbody>
      </table>
    </div>
  )
}
