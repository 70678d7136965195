import { bucketLabel } from '@/components/admin/bucket-label'
import { MovementSummary } from '@/components/admin/movement-summary'
import { STAFF_TIME_ZONE } from '@/components/admin/time-zone'
import { texts } from '@/components/texts/en'
import { Card } from '@/components/ui/card'
import { Chart } from '@/components/ui/chart'
import { MOVEMENT_KINDS } from '@/lib/reports/read-mrr'
import { rangeHref, type ReportProps } from './report'

/** MRR over time by plan, and beside it what moved it from the beginning of the range to now. */
export async function MrrPanel(props: ReportProps) {
  const { range, currency } = props
  const { opening, buckets, plans } = await props.mrr
  const t = texts.admin.dashboard
  const sold = plans.filter(({ mrr }) => mrr.some((amount) => amount !== 0n))
  return (
    <div className="grid gap-5 xl:grid-cols-3">
      <Card className="p-4 sm:p-5 xl:col-span-2">
        <Chart
          title={t.mrrChart}
          kind="stacked-bar"
          height={288}
          format={{ kind: 'money', currency }}
          series={sold.map(({ code, name }) => ({ id: code, label: name }))}
          rows={buckets.map(({ start }, index) => ({
            label: bucketLabel(start, range.interval, STAFF_TIME_ZONE),
            values: Object.fromEntries(sold.map(({ code, mrr }) => [code, mrr[index] ?? 0n])),
          }))}
        />
      </Card>
      <MovementSummary
        currency={currency}
        opening={{ at: range.from, mrr: opening.mrr }}
        closing={buckets.at(-1)?.mrr ?? 0n}
        movements={MOVEMENT_KINDS.map((kind) => ({
          kind,
          amount: buckets.reduce((sum, { movements }) => sum + movements[kind], 0n),
          customers: buckets.reduce((sum, { moved }) => sum + moved[kind], 0),
        }))}
        hrefOf={(kind) => (props.showRows ? rangeHref('/admin/movements', props, { kind }) : null)}
      />
    </div>
  )
}
