import type { Metadata } from 'next'
import { Check, CircleCheck, CircleMinus, Minus } from 'lucide-react'
import { requireStaff } from '@/app/_server/guard'
import { formatInteger } from '@/components/format/number'
import { texts } from '@/components/texts/en'
import { Badge } from '@/components/ui/badge'
import { Section } from '@/components/ui/card'
import { CopyButton } from '@/components/ui/copy-button'
import { Money } from '@/components/ui/money'
import { PageHeader } from '@/components/ui/page-header'
import { Table, TableBody, TableCell, TableHead, TableHeaderCell, TableRow } from '@/components/ui/table'
import { listFeatures, listPlans, listPlansWithPrices } from '@/lib/catalog/read-catalog'
import { listMeters } from '@/lib/catalog/read-meters'
import { MeterMatrix } from './meter-matrix'
import { PriceButtons } from './price-buttons'

export const metadata: Metadata = { title: texts.admin.catalog.title }

const stripeOf = (refs: unknown) => (refs as { stripe?: string } | null)?.stripe

export default async function CatalogPage() {
  const { may } = await requireStaff('staff.catalog.view')
  const [stored, plans, features, meters] = await Promise.all([
    listPlansWithPrices(),
    listPlans(),
    listFeatures(),
    listMeters(),
  ])
  const t = texts.admin.catalog
  return (
    <>
      <PageHeader title={t.title} description={t.description} />
      <div className="flex flex-col gap-5">
        <Section title={t.prices} flush>
          <Table aria-label={t.prices}>
            <TableHead>
              <tr role="row">
                <TableHeaderCell>{texts.admin.common.plan}</TableHeaderCell>
                <TableHeaderCell>{t.interval}</TableHeaderCell>
                <TableHeaderCell numeric>{t.price}</TableHeaderCell>
                <TableHeaderCell numeric>{t.version}</TableHeaderCell>
                <TableHeaderCell>{texts.admin.common.status}</TableHeaderCell>
                <TableHeaderCell>{t.stripe}</TableHeaderCell>
                {may('staff.catalog.edit') && <TableHeaderCell>{t.changePrice}</TableHeaderCell>}
              </tr>
            </TableHead>
            <TableBody>
              {stored.flatMap((plan) =>
                plan.prices.map((price) => (
                  <TableRow key={price.id}>
                    <TableCell label={texts.admin.common.plan} primary>
                      {plan.name}
                    </TableCell>
                    <TableCell label={t.interval}>{texts.billing.interval[price.interval].adverb}</TableCell>
                    <TableCell label={t.price} numeric>
                      <Money amount={price.unitAmount} currency={price.currency} />
                    </TableCell>
                    <TableCell label={t.version} numeric>
                      {formatInteger(price.version)}
                    </TableCell>
                    <TableCell label={texts.admin.common.status}>
                      {price.active && plan.active ? (
                        <Badge tone="positive" icon={<CircleCheck aria-hidden />}>
                          {t.active}
                        </Badge>
                      ) : (
                        <Badge icon={<CircleMinus aria-hidden />}>{t.retired}</Badge>
                      )}
                    </TableCell>
                    <TableCell label={t.stripe}>
                      <StripeRef value={stripeOf(price.processorRefs)} />
                    </TableCell>
                    {may('staff.catalog.edit') && (
                      <TableCell label={t.changePrice}>
                        {price.active && plan.active ? (
                          <PriceButtons price={price} planName={plan.name} canMove={plan.kind === 'PLAN'} />
                        ) : (
                          '–'
                        )}
                      </TableCell>
                    )}
                  </TableRow>
                )),
              )}
            </TableBody>
          </Table>
        </Section>
        <Section title={t.features} flush>
          <Table aria-label={t.features}>
            <TableHead>
              <tr role="row">
                <TableHeaderCell>{t.features}</TableHeaderCell>
                {plans.map((plan) => (
                  <TableHeaderCell key={plan.id}>{plan.name}</TableHeaderCell>
                ))}
              </tr>
            </TableHead>
            <TableBody>
              {features.map((feature) => (
                <TableRow key={feature.code}>
                  <TableCell label={t.features} primary>
                    {feature.name}
                  </TableCell>
                  {plans.map((plan) => (
                    <TableCell key={plan.id} label={plan.name}>
                      <FeatureValue value={plan.features.find(({ code }) => code === feature.code)?.value} />
                    </TableCell>
                  ))}
                </TableRow>
              ))}
            </TableBody>
          </Table>
        </Section>
        <MeterMatrix plans={plans} meters={meters} mayEdit={may('staff.catalog.edit')} />
      </div>
    </>
  )
}

function StripeRef({ value }: { value: string | undefined }) {
  if (!value) return <span className="text-ink-faint">{texts.admin.catalog.notSynced}</span>
  return (
    <span className="inline-flex items-center gap-1 font-mono text-xs break-all">
      {value} <CopyButton value={value} label={texts.admin.catalog.stripe} />
    </span>
  )
}

function FeatureValue({ value }: { value: string | undefined }) {
  const t = texts.admin.catalog
  if (value === 'true')
    return (
      <>
        <Check aria-hidden className="inline size-4 text-positive" />
        <span className="sr-only">{t.yes}</span>
      </>
    )
  if (!value || value === 'false')
    return (
      <>
        <Minus aria-hidden className="inline size-4 text-ink-faint" />
        <span className="sr-only">{t.no}</span>
      </>
    )
  return value
}
