import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { orNotFound } from '@/app/_server/or-not-found'
import { requireStaff } from '@/app/_server/guard'
import { PriceEditor } from '@/components/admin/catalog/price-editor'
import { STAFF_TIME_ZONE } from '@/components/admin/time-zone'
import { formatInteger } from '@/components/format/number'
import { texts } from '@/components/texts/en'
import { Badge } from '@/components/ui/badge'
import { Banner } from '@/components/ui/banner'
import { Section } from '@/components/ui/card'
import { DateTime } from '@/components/ui/date-time'
import { Money } from '@/components/ui/money'
import { PageHeader } from '@/components/ui/page-header'
import { Table, TableBody, TableCell, TableHead, TableHeaderCell, TableRow } from '@/components/ui/table'
import { MEASURE } from '@/lib/catalog/measure'
import { listPlans, listPlansWithPrices } from '@/lib/catalog/read-catalog'
import { getMeter, listOverageVersions } from '@/lib/catalog/read-meters'
import type { UsageModel } from '@/lib/engine/usage-pricing'
import { countOnPlan } from '@/lib/subscriptions/count-on-prices'
import { publishOverage } from '../../../actions'

export const metadata: Metadata = { title: texts.usage.meters.overage }

/** What we sell in today. */
const CURRENCY = 'EUR'

export default async function OveragePricePage({ params }: { params: Promise<{ code: string; plan: string }> }) {
  const { may } = await requireStaff('staff.catalog.view')
  const { code, plan: planCode } = await params
  const [{ meter }, plans, stored] = await Promise.all([orNotFound(getMeter(code)), listPlans(), listPlansWithPrices()])
  const plan = plans.find((candidate) => candidate.code === planCode)
  if (!plan) notFound()
  const currency = plan.prices[0]?.currency ?? CURRENCY
  const [versions, keepers] = await Promise.all([
    listOverageVersions({ planId: plan.id, meterCode: code, currency }),
    countOnPlan(stored.find(({ id }) => id === plan.id)?.prices.map(({ id }) => id) ?? []),
  ])
  const allowance = plan.allowances.find((candidate) => candidate.meter === code)
  const newest = versions[0]
  const current = newest && newest.validTo === null ? newest : null
  const t = texts.usage.price
  return (
    <>
      <PageHeader
        title={t.title(plan.name, meter.name)}
        description={t.description}
        breadcrumb={[
          { label: texts.admin.catalog.title, href: '/admin/catalog' },
          { label: meter.name, href: `/admin/catalog/meters/${code}` },
          { label: plan.name },
        ]}
      />
      <div className="flex flex-col gap-5">
        {!allowance ? (
          <Banner tone="caution" title={t.notIncludedNote} />
        ) : allowance.included === null ? (
          <Banner title={t.unlimitedNote} />
        ) : (
          allowance.hard && <Banner tone="caution" title={t.hardNote} />
        )}
        <PriceEditor
          key={newest?.id ?? 'none'}
          planId={plan.id}
          planName={plan.name}
          meterCode={code}
          unit={meter.unit}
          measure={MEASURE[meter.aggregation]}
          currency={currency}
          included={allowance ? (allowance.included?.toString() ?? null) : '0'}
          current={
            current && {
              model: current.model as unknown as UsageModel,
              minimumAmount: current.minimumAmount,
              maximumAmount: current.maximumAmount,
              version: current.version,
            }
          }
          nextVersion={(newest?.version ?? 0) + 1}
          keepers={keepers}
          publish={may('staff.catalog.edit') && (allowance || current) ? publishOverage : undefined}
        />
        {versions.length > 0 && (
          <Section title={t.versions} flush>
            <Table aria-label={t.versions}>
              <TableHead>
                <tr role="row">
                  <TableHeaderCell>{t.version}</TableHeaderCell>
                  <TableHeaderCell>{t.modelLabel}</TableHeaderCell>
                  <TableHeaderCell numeric>{t.minimum}</TableHeaderCell>
                  <TableHeaderCell numeric>{t.maximum}</TableHeaderCell>
                  <TableHeaderCell>{t.validFrom}</TableHeaderCell>
                  <TableHeaderCell>{t.validTo}</TableHeaderCell>
                </tr>
              </TableHead>
              <TableBody>
                {versions.map((version) => (
                  <TableRow key={version.id}>
                    <TableCell label={t.version} primary>
                      {formatInteger(version.version)}
                    </TableCell>
                    <TableCell label={t.modelLabel}>
                      {t.models[(version.model as unknown as UsageModel).model]}
                    </TableCell>
                    <TableCell label={t.minimum} numeric>
                      {version.minimumAmount === null ? (
                        '–'
                      ) : (
                        <Money amount={version.minimumAmount} currency={currency} />
                      )}
                    </TableCell>
                    <TableCell label={t.maximum} numeric>
                      {version.maximumAmount === null ? (
                        '–'
                      ) : (
                        <Money amount={version.maximumAmount} currency={currency} />
                      )}
                    </TableCell>
                    <TableCell label={t.validFrom}>
                      <DateTime value={version.validFrom} timeZone={STAFF_TIME_ZONE} show="instant" />
                    </TableCell>
                    <TableCell label={t.validTo}>
                      {version.validTo ? (
                        <DateTime value={version.validTo} timeZone={STAFF_TIME_ZONE} show="instant" />
                      ) : (
                        <Badge tone="positive">{t.still}</Badge>
                      )}
                    </TableCell>
                  </TableRow>
                ))}
              </TableBody>
            </Table>
          </Section>
        )}
      </div>
    </>
  )
}
