import { formatMoney } from '@/components/format/money'
import { formatInteger, formatPercent } from '@/components/format/number'
import { texts } from '@/components/texts/en'
import { Money } from '@/components/ui/money'
import { StatTile } from '@/components/ui/stat-tile'
import {
  readCustomerCounts,
  readNetRevenue,
  readOverdue,
  readRecovery,
  readSubscriptionCounts,
} from '@/lib/reports/read-dashboard'
import { instants, rangeHref, type ReportProps } from './report'

/** The business in eight numbers, each leading to the rows behind it. */
export async function DashboardTiles(props: ReportProps) {
  const { range, currency, now } = props
  const [mrr, subscriptions, customers, revenue, recovery, overdue] = await Promise.all([
    props.mrr,
    readSubscriptionCounts(currency),
    readCustomerCounts(range),
    readNetRevenue({ currency, range }),
    readRecovery({ currency, range }),
    readOverdue({ currency, now }),
  ])
  const t = texts.admin.dashboard
  const count = (status: string) => formatInteger(subscriptions[status] ?? 0)
  const current = mrr.buckets.at(-1)?.mrr ?? 0n
  const grown = current - mrr.opening.mrr
  return (
    <div className="grid grid-cols-2 gap-2.5 sm:gap-3 xl:grid-cols-4">
      <StatTile
        label={t.mrr}
        definition={t.mrrDefinition}
        value={<Money amount={current} currency={currency} />}
        change={{
          text: t.mrrChange(formatMoney(grown, { currency, sign: 'always' })),
          direction: grown > 0n ? 'up' : grown < 0n ? 'down' : 'flat',
          ...(grown === 0n ? {} : { good: grown > 0n }),
        }}
        href={props.showRows ? rangeHref('/admin/movements', props) : '/admin/subscriptions?status=ACTIVE,PAST_DUE'}
      />
      <StatTile
        label={t.active}
        definition={t.activeDefinition}
        value={count('ACTIVE')}
        href="/admin/subscriptions?status=ACTIVE"
      />
      <StatTile
        label={t.pastDue}
        definition={t.pastDueDefinition}
        value={count('PAST_DUE')}
        href="/admin/subscriptions?status=PAST_DUE"
      />
      <StatTile
        label={t.trialing}
        definition={t.trialingDefinition}
        value={count('TRIALING')}
        href="/admin/subscriptions?status=TRIALING"
      />
      <StatTile
        label={t.netRevenue}
        definition={t.netRevenueDefinition}
        value={<Money amount={revenue.total} currency={currency} />}
        footnote={t.inRange}
        href={`/admin/invoices?status=PAID&${instants('paid', props)}`}
      />
      <StatTile
        label={t.recovery}
        definition={t.recoveryDefinition}
        value={recovery.failed === 0 ? '–' : formatPercent(recovery.recovered / recovery.failed, { digits: 0 })}
        footnote={
          recovery.failed === 0
            ? t.recoveryNone
            : t.recoveryNote(formatInteger(recovery.recovered), formatInteger(recovery.failed))
        }
        href={`/admin/payments?status=FAILED&more=automatic&${instants('settled', props)}`}
      />
      <StatTile
        label={t.overdue}
        definition={t.overdueDefinition}
        value={<Money amount={overdue.amount} currency={currency} />}
        footnote={overdue.count === 1 ? t.overdueOne : t.overdueNote(formatInteger(overdue.count))}
        href="/admin/invoices?status=OVERDUE"
      />
      <StatTile
        label={t.customers}
        definition={t.customersDefinition}
        value={formatInteger(customers.total)}
        footnote={t.customersAdded(formatInteger(customers.added))}
        href="/admin/customers"
      />
    </div>
  )
}
