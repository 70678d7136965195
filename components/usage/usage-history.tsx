import { Download } from 'lucide-react'
import { formatPeriod } from '@/components/format/date-time'
import { SCREEN_LOCALE } from '@/components/format/money'
import { formatPercent } from '@/components/format/number'
import { texts } from '@/components/texts/en'
import { buttonStyles } from '@/components/ui/button'
import { Section } from '@/components/ui/card'
import { Chart, type ChartRow, type ChartSeries } from '@/components/ui/chart'
import { addQuantities } from './add-quantities'
import { quantityText } from './quantity-text'
import { UsagePicker } from './usage-picker'

interface Total {
  quantity: string
  groups: { key: string; quantity: string }[]
}

export interface UsageHistoryProps {
  meter: { code: string; name: string; unit: string; groupByProperty: string | null }
  meters: { code: string; name: string }[]
  isFlow: boolean
  /** Different values do not add up over days or groups. */
  isUnique: boolean
  range: string
  ranges: string[]
  by: 'day' | 'month'
  view: 'total' | 'day'
  points: (Total & { at: string })[]
  total: Total
  from: Date
  to: Date
  /** What is included in the stretch that is shown; null = nothing to hold it against. */
  included: string | null
  timeZone: string
  /** With `?`. */
  csvHref: string
}

const SHOWN_GROUPS = 4

/** One meter over time, as a chart and as a table, with what it comes to and how that divides. */
export function UsageHistory(props: UsageHistoryProps) {
  const { meter, meters, isFlow, isUnique, range, ranges, view, points, total, included, timeZone } = props
  const t = texts.usage.portal
  const { name, unit } = meter
  const groups = total.groups.some(({ key }) => key !== '') ? largestFirst(total.groups) : []
  const isRunning = view === 'total' && isFlow && !isUnique
  const canRun = isFlow && !isUnique && (range === 'period' || range === 'last')
  const byGroup = !isRunning && !isUnique && groups.length > 1
  const title = isRunning
    ? t.running(name)
    : !isFlow
      ? t.level(name)
      : props.by === 'day'
        ? t.perDay(name)
        : t.perMonth(name)
  const { series, rows } = isRunning ? running(points) : byGroup ? stacked(points, groups) : plain(points)
  return (
    <Section
      id="history"
      title={name}
      description={formatPeriod(props.from, props.to, { timeZone })}
      actions={
        <a href={props.csvHref} download className={buttonStyles({ variant: 'ghost', size: 'sm' })}>
          <Download aria-hidden />
          {texts.table.csv}
        </a>
      }
    >
      <UsagePicker meter={meter.code} meters={meters} range={range} ranges={ranges} view={canRun ? view : null} />
      {total.quantity === '0' && points.every(({ quantity }) => quantity === '0') ? (
        <p className="py-14 text-center text-sm text-ink-muted">{t.nothingInRange}</p>
      ) : (
        <div className="mt-4 grid gap-x-8 gap-y-6 lg:grid-cols-3">
          <Chart
            className="min-w-0 lg:col-span-2"
            title={title}
            kind={isRunning || (!isFlow && !byGroup) ? 'area' : 'stacked-bar'}
            curve={isRunning ? 'linear' : 'stepAfter'}
            height={260}
            format={{ kind: 'quantity', unit }}
            series={series}
            rows={rows}
            rowsLabel={t.date}
            {...(included !== null && {
              reference: { value: Number(included), label: t.allowance(quantityText(included, unit)) },
            })}
          />
          <div className="min-w-0 lg:border-l lg:border-dashed lg:border-line lg:pl-8">
            <p className="text-sm text-ink-muted">{texts.usage.portal.ranges[range]}</p>
            <p className="text-2xl font-semibold tracking-[-0.025em] tabular">{quantityText(total.quantity, unit)}</p>
            {groups.length > 0 && (
              <Groups groups={groups} total={total.quantity} unit={unit} property={meter.groupByProperty ?? ''} />
            )}
          </div>
        </div>
      )}
    </Section>
  )
}

/** How what was used divides, largest first. */
function Groups({
  groups,
  total,
  unit,
  property,
}: {
  groups: Total['groups']
  total: string
  unit: string
  property: string
}) {
  const t = texts.usage.portal
  return (
    <>
      <h3 className="mt-5 mb-2 text-xs text-ink-faint">{t.groupsBy(words(property))}</h3>
      <ul className="flex max-h-72 flex-col gap-2.5 overflow-y-auto" tabIndex={groups.length > 7 ? 0 : undefined}>
        {groups.map(({ key, quantity }) => {
          const share = Number(total) === 0 ? 0 : Number(quantity) / Number(total)
          return (
            <li key={key} className="text-sm">
              <div className="flex items-baseline justify-between gap-4">
                <span className="min-w-0 truncate">{key || t.noGroup}</span>
                <span className="whitespace-nowrap text-ink-muted tabular">
                  {quantityText(quantity, unit)}
                  <span className="ml-2 inline-block w-9 text-right text-xs text-ink-faint">
                    {formatPercent(share, { digits: 0 })}
                  </span>
                </span>
              </div>
              <div aria-hidden className="mt-1 h-1 rounded-full bg-sunken">
                <div
                  className="h-1 rounded-full bg-accent"
                  style={{ width: `${Math.min(100, share * 100).toFixed(1)}%` }}
                />
              </div>
            </li>
          )
        })}
      </ul>
    </>
  )
}

type Drawn = { series: ChartSeries[]; rows: ChartRow[] }
const used = (): ChartSeries[] => [{ id: 'used', label: texts.usage.portal.used }]

function plain(points: UsageHistoryProps['points']): Drawn {
  return {
    series: used(),
    rows: points.map(({ at, quantity }) => ({ label: pointLabel(at), values: { used: quantity } })),
  }
}

/** What had been used by the end of each day. */
function running(points: UsageHistoryProps['points']): Drawn {
  let sum = '0'
  return {
    series: used(),
    rows: points.map(({ at, quantity }) => {
      sum = addQuantities([sum, quantity])
      return { label: pointLabel(at), values: { used: sum } }
    }),
  }
}

/** The largest groups, and what the others come to. */
function stacked(points: UsageHistoryProps['points'], groups: Total['groups']): Drawn {
  const t = texts.usage.portal
  const shown = groups.slice(0, SHOWN_GROUPS).map(({ key }) => key)
  const hasOthers = groups.length > shown.length
  return {
    series: [
      ...shown.map((key, index) => ({ id: `g${index}`, label: key || t.noGroup })),
      ...(hasOthers ? [{ id: 'others', label: t.others, colour: 5 as const }] : []),
    ],
    rows: points.map(({ at, groups: of }) => ({
      label: pointLabel(at),
      values: {
        ...Object.fromEntries(
          shown.map((key, index) => [`g${index}`, of.find((group) => group.key === key)?.quantity ?? '0']),
        ),
        ...(hasOthers && {
          others: addQuantities(of.filter(({ key }) => !shown.includes(key)).map(({ quantity }) => quantity)),
        }),
      },
    })),
  }
}

const largestFirst = (groups: Total['groups']) => groups.toSorted((a, b) => Number(b.quantity) - Number(a.quantity))

/** 'building_id' → 'building'. */
const words = (property: string) => property.replace(/_id$/, '').replaceAll('_', ' ')

/** A local day or month as an axis names it: '22 Nov', 'Nov 2026'. */
function pointLabel(at: string): string {
  const isMonth = at.length === 7
  const format: Intl.DateTimeFormatOptions = isMonth
    ? { month: 'short', year: 'numeric' }
    : { day: 'numeric', month: 'short' }
  const instant = new Date(isMonth ? `${at}-01T00:00:00Z` : `${at}T00:00:00Z`)
  return new Intl.DateTimeFormat(SCREEN_LOCALE, { ...format, timeZone: 'UTC' }).format(instant)
}
