import { Info } from 'lucide-react'
import Link from 'next/link'
import type { ReactNode } from 'react'
import { roundHalfAwayFromZero } from '@/lib/engine/money'
import { rational } from '@/lib/engine/rational'
import { formatInteger, formatPercent } from '@/components/format/number'
import { texts } from '@/components/texts/en'
import { Section } from '@/components/ui/card'
import { DescriptionList } from '@/components/ui/description-list'
import { Money } from '@/components/ui/money'
import { Tooltip } from '@/components/ui/tooltip'
import { readOverdue } from '@/lib/reports/read-dashboard'
import type { ReportProps } from './report'

/** Averages of the range, and overdue invoices by age. */
export async function Rates({ range, currency, now, mrr }: ReportProps) {
  const [{ opening, buckets }, overdue] = await Promise.all([mrr, readOverdue({ currency, now })])
  const t = texts.admin.dashboard
  const per = texts.admin.range.per[range.interval]!
  const starts = [opening, ...buckets.slice(0, -1)]
  const ratio = (part: number, whole: number) =>
    whole === 0 ? t.noData : t.perInterval(formatPercent(part / whole), per)
  const sum = (values: number[]) => values.reduce((total, value) => total + value, 0)
  const latest = buckets.at(-1)
  const lostCustomers = sum(buckets.map(({ moved }) => moved.churn))
  const lostRevenue = -sum(buckets.map(({ movements }) => Number(movements.churn + movements.contraction)))
  return (
    <div className="grid gap-5 lg:grid-cols-2">
      <Section title={t.rates}>
        <DescriptionList
          items={[
            { term: t.paying, value: formatInteger(latest?.customers ?? 0) },
            {
              term: <Defined definition={t.arpuDefinition}>{t.arpu}</Defined>,
              value:
                latest && latest.customers > 0 ? (
                  <Money
                    amount={roundHalfAwayFromZero(rational(latest.mrr, BigInt(latest.customers)))}
                    currency={currency}
                  />
                ) : (
                  t.noData
                ),
            },
            {
              term: <Defined definition={t.customerChurnDefinition(per)}>{t.customerChurn}</Defined>,
              value: ratio(lostCustomers, sum(starts.map(({ customers }) => customers))),
            },
            {
              term: <Defined definition={t.revenueChurnDefinition(per)}>{t.revenueChurn}</Defined>,
              value: ratio(lostRevenue, sum(starts.map((start) => Number(start.mrr)))),
            },
          ]}
        />
      </Section>
      <Section
        title={t.overdueAges}
        actions={
          <Link
            href="/admin/invoices?status=OVERDUE&sort=dueAt"
            className="text-sm text-accent-text underline decoration-accent-line underline-offset-4 hover:decoration-current"
          >
            {texts.common.viewAll}
          </Link>
        }
      >
        <DescriptionList
          items={overdue.ages.map(({ count, amount }, age) => ({
            term: t.ages[age],
            value: (
              <>
                <span className="mr-3 text-ink-faint tabular">{formatInteger(count)}</span>
                <Money amount={amount} currency={currency} />
              </>
            ),
          }))}
        />
      </Section>
    </div>
  )
}

function Defined({ definition, children }: { definition: string; children: ReactNode }) {
  return (
    <span className="inline-flex items-center gap-1.5">
      {children}
      <Tooltip content={definition}>
        <button type="button" aria-label={definition} className="rounded-full text-ink-faint hover:text-ink">
          <Info aria-hidden className="size-3.5" />
        </button>
      </Tooltip>
    </span>
  )
}
