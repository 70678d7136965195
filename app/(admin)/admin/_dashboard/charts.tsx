import { bucketLabel } from '@/components/admin/bucket-label'
import { STAFF_TIME_ZONE } from '@/components/admin/time-zone'
import { texts } from '@/components/texts/en'
import { Card } from '@/components/ui/card'
import { Chart } from '@/components/ui/chart'
import { readNetRevenue } from '@/lib/reports/read-dashboard'
import { MOVEMENT_KINDS } from '@/lib/reports/read-mrr'
import type { ReportProps } from './report'

const COLOURS = { new: 1, reactivation: 3, expansion: 5, contraction: 2, churn: 4 } as const

/** Movements and net revenue over time. */
export async function RevenueCharts({ range, currency, mrr }: ReportProps) {
  const [{ buckets }, revenue] = await Promise.all([mrr, readNetRevenue({ currency, range })])
  const t = texts.admin.dashboard
  const label = (start: Date) => bucketLabel(start, range.interval, STAFF_TIME_ZONE)
  const plans = revenue.plans.filter(({ amounts }) => amounts.some((amount) => amount !== 0n))
  return (
    <div className="grid gap-5 xl:grid-cols-2">
      <Card className="p-4 sm:p-5">
        <Chart
          title={t.movementChart}
          kind="stacked-bar"
          format={{ kind: 'money', currency }}
          series={MOVEMENT_KINDS.map((kind) => ({ id: kind, label: t.movements[kind]!, colour: COLOURS[kind] }))}
          rows={buckets.map(({ start, movements }) => ({ label: label(start), values: movements }))}
        />
      </Card>
      <Card className="p-4 sm:p-5">
        <Chart
          title={t.revenueChart}
          kind="stacked-bar"
          format={{ kind: 'money', currency }}
          series={plans.map(({ code, name }) => ({ id: code ?? 'none', label: code ? name : t.noPlan }))}
          rows={range.buckets.map(({ start }, index) => ({
            label: label(start),
            values: Object.fromEntries(plans.map(({ code, amounts }) => [code ?? 'none', amounts[index] ?? 0n])),
          }))}
        />
      </Card>
    </div>
  )
}
