import { formatDate } from '@/components/format/date-time'
import { texts } from '@/components/texts/en'
import { cn } from '@/components/ui/cn'
import { Money } from '@/components/ui/money'

export interface ContractSegment {
  id: string
  planName: string
  planRank: number
  interval: 'MONTH' | 'YEAR'
  amount: bigint
  currency: string
  from: Date
  to: Date | null
}

interface ContractTimelineProps {
  segments: ContractSegment[]
  /** The end of what is shown: of the contract, or of the period paid for. */
  until: Date
  now: Date
  timeZone: string
  pending: { label: string; at: Date } | null
}

const colours = ['var(--chart-1)', 'var(--chart-2)', 'var(--chart-3)', 'var(--chart-5)']

/** What held from when to when: a bar to see it, and the same as a list. */
export function ContractTimeline({ segments, until, now, timeZone, pending }: ContractTimelineProps) {
  const t = texts.admin.subscription
  const start = segments[0]?.from.getTime() ?? 0
  const end = Math.max(until.getTime(), start + 1)
  const place = (at: number) => Math.min(100, Math.max(0, ((at - start) / (end - start)) * 100))
  const colourOf = (rank: number) => colours[(rank - 1) % colours.length]
  const day = (at: Date) => formatDate(at, { timeZone })
  return (
    <div className="flex flex-col gap-4">
      <div aria-hidden className="relative mt-1 h-3">
        {segments.map(({ id, from, to, planRank }) => {
          const left = place(from.getTime())
          return (
            <span
              key={id}
              className="absolute inset-y-0 rounded-sm border-x border-surface"
              style={{
                left: `${left}%`,
                width: `${place((to ?? until).getTime()) - left}%`,
                background: colourOf(planRank),
              }}
            />
          )
        })}
        {now.getTime() < end && (
          <span className="absolute -inset-y-1 w-0.5 bg-ink" style={{ left: `${place(now.getTime())}%` }} />
        )}
      </div>
      <ol className="flex flex-col divide-y divide-line text-sm">
        {segments.toReversed().map((segment, index) => {
          const running = segment.to === null
          return (
            <li key={segment.id} className={cn('flex items-baseline gap-3 py-2', !running && 'text-ink-muted')}>
              <span
                aria-hidden
                className="size-2 shrink-0 self-center rounded-full"
                style={{ background: colourOf(segment.planRank) }}
              />
              <span className="min-w-0 flex-1">
                <span className={cn(running && 'font-medium')}>
                  {segment.planName}, {texts.billing.interval[segment.interval].adverb}
                </span>
                <span className="block text-xs text-ink-faint tabular">
                  {day(segment.from)} – {segment.to ? day(segment.to) : index === 0 ? t.now : ''}
                </span>
              </span>
              <Money amount={segment.amount} currency={segment.currency} />
            </li>
          )
        })}
        {pending && (
          <li className="order-first flex items-baseline gap-3 border-b! border-dashed! border-line py-2 text-caution">
            <span aria-hidden className="size-2 shrink-0 self-center rounded-full border border-caution" />
            <span className="flex-1">{pending.label}</span>
          </li>
        )}
      </ol>
    </div>
  )
}
