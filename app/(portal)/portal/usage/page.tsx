import { Gauge, Layers } from 'lucide-react'
import type { Metadata } from 'next'
import Link from 'next/link'
import { requireMember } from '@/app/_server/guard'
import { LimitsSection } from '@/app/_server/limits-section'
import { texts } from '@/components/texts/en'
import { buttonStyles } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { EmptyState } from '@/components/ui/empty-state'
import { PageHeader } from '@/components/ui/page-header'
import { MeterCard } from '@/components/usage/meter-card'
import { Standing } from '@/components/usage/standing'
import type { MeterView } from '@/components/usage/types'
import { UsageHistory } from '@/components/usage/usage-history'
import { MEASURE } from '@/lib/catalog/measure'
import { OverageSummary } from '@/components/usage/overage-summary'
import { saveUsageLimits } from './limit-actions'
import { readHistory, readMeters, readOverage, type UsageHistory as History } from './read-usage'

export const metadata: Metadata = { title: texts.usage.title }

export default async function UsagePage({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | string[] | undefined>>
}) {
  const { customer, now, may } = await requireMember('portal.view')
  const { id: customerId, timeZone } = customer
  const [params, { meters, spendCap }, overage] = await Promise.all([
    searchParams,
    readMeters(customerId, now),
    readOverage(customerId, now),
  ])
  const history = await readHistory({ customerId, timeZone, now, params, offered: meters.map(({ code }) => code) })
  const t = texts.usage.portal
  const hrefOf = (code: string) =>
    `/portal/usage?${new URLSearchParams({ meter: code, ...(history && { range: history.range }) }).toString()}`
  return (
    <>
      <PageHeader
        title={texts.usage.title}
        description={meters.length > 0 ? <Standing meters={meters} /> : t.description}
      />
      <div className="flex flex-col gap-5">
        {meters.length === 0 ? (
          <Card>
            <EmptyState
              icon={<Layers aria-hidden />}
              title={t.noPlanTitle}
              actions={
                <Link href="/portal/checkout" className={buttonStyles({})}>
                  {t.noPlanAction}
                </Link>
              }
            >
              {t.noPlanText}
            </EmptyState>
          </Card>
        ) : (
          <ul className="grid gap-3 sm:grid-cols-2 sm:gap-4 xl:grid-cols-3">
            {meters.map((meter) => (
              <MeterCard
                key={meter.code}
                meter={meter}
                projected={overage?.overages.find(({ code }) => code === meter.code)}
                timeZone={timeZone}
                href={hrefOf(meter.code)}
                isShown={history?.meter.code === meter.code}
              />
            ))}
          </ul>
        )}
        {overage && (
          <OverageSummary
            {...overage}
            spendCap={spendCap?.currency === overage.currency ? spendCap.amount : null}
            timeZone={timeZone}
          />
        )}
        {history ? (
          <UsageHistory
            meter={history.meter}
            meters={history.meters.map(({ code, name }) => ({ code, name }))}
            isFlow={MEASURE[history.meter.aggregation] === 'flow'}
            isUnique={history.meter.aggregation === 'UNIQUE'}
            range={history.range}
            ranges={history.ranges}
            by={history.by}
            view={history.view}
            points={history.points}
            total={history.total}
            from={history.from}
            to={history.to}
            included={includedIn(history, meters)}
            timeZone={timeZone}
            csvHref={`/portal/usage/csv?${new URLSearchParams({ meter: history.meter.code, range: history.range }).toString()}`}
          />
        ) : (
          meters.length > 0 && (
            <Card>
              <EmptyState icon={<Gauge aria-hidden />} title={t.neverTitle}>
                {t.neverText}
              </EmptyState>
            </Card>
          )
        )}
        <LimitsSection reader="own" customerId={customerId} mayEdit={may('billing.manage')} save={saveUsageLimits} />
      </div>
    </>
  )
}

/** What the chart can be held against: a level's limit always, a flow's while it is added up over the period. */
function includedIn({ meter, range, view }: History, meters: MeterView[]): string | null {
  const shown = meters.find(({ code }) => code === meter.code)
  if (!shown || (shown.isFlow && (range !== 'period' || view !== 'total'))) return null
  return shown.included === '0' ? null : shown.included
}
