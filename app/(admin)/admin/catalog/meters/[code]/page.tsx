import type { Metadata } from 'next'
import Link from 'next/link'
import { orNotFound } from '@/app/_server/or-not-found'
import { requireStaff } from '@/app/_server/guard'
import { ConfirmAction } from '@/components/admin/confirm-action'
import { AllowanceDialog } from '@/components/admin/catalog/allowance-dialog'
import { MeterForm } from '@/components/admin/catalog/meter-form'
import type { MeterFormValue } from '@/components/admin/catalog/meter-form-value'
import { formatInteger } from '@/components/format/number'
import { overageText } from '@/components/site/overage-text'
import { texts } from '@/components/texts/en'
import { Badge } from '@/components/ui/badge'
import { buttonStyles } from '@/components/ui/button'
import { Section } from '@/components/ui/card'
import { DescriptionList } from '@/components/ui/description-list'
import { PageHeader } from '@/components/ui/page-header'
import { Table, TableBody, TableCell, TableHead, TableHeaderCell, TableRow } from '@/components/ui/table'
import { MEASURE } from '@/lib/catalog/measure'
import { listAddOns, listPlans } from '@/lib/catalog/read-catalog'
import { getMeter, type MeterRow } from '@/lib/catalog/read-meters'
import { editMeter, removePlanAllowance, saveAllowance } from '../actions'

export const metadata: Metadata = { title: texts.usage.meters.meter }

export default async function MeterPage({ params }: { params: Promise<{ code: string }> }) {
  const { may } = await requireStaff('staff.catalog.view')
  const { code } = await params
  const [{ meter, hasCounted }, plans, addOns] = await Promise.all([
    orNotFound(getMeter(code)),
    listPlans(),
    listAddOns(),
  ])
  const mayEdit = may('staff.catalog.edit')
  const t = texts.usage.meters
  const isFlow = MEASURE[meter.aggregation] === 'flow'
  const value = toFormValue(meter)
  return (
    <>
      <PageHeader
        title={meter.name}
        badge={!meter.active && <Badge>{t.off}</Badge>}
        description={<code className="font-mono">{meter.code}</code>}
        breadcrumb={[{ label: texts.admin.catalog.title, href: '/admin/catalog' }, { label: meter.name }]}
      />
      <div className="flex flex-col gap-5">
        <Section title={t.plans} description={t.plansText} flush>
          <Table aria-label={t.plans}>
            <TableHead>
              <tr role="row">
                <TableHeaderCell>{texts.admin.common.plan}</TableHeaderCell>
                <TableHeaderCell numeric>{isFlow ? t.perMonth : t.atATime}</TableHeaderCell>
                <TableHeaderCell>{t.beyond}</TableHeaderCell>
                <TableHeaderCell>{t.overage}</TableHeaderCell>
                <TableHeaderCell>
                  <span className="sr-only">{texts.table.actions}</span>
                </TableHeaderCell>
              </tr>
            </TableHead>
            <TableBody>
              {[...plans, ...addOns].map((plan) => {
                const allowance = plan.allowances.find(({ meter: of }) => of === code)
                const isPlan = plans.includes(plan)
                return (
                  <TableRow key={plan.id}>
                    <TableCell label={texts.admin.common.plan} primary>
                      {plan.name}
                    </TableCell>
                    <TableCell label={isFlow ? t.perMonth : t.atATime} numeric>
                      {!allowance
                        ? '–'
                        : allowance.included === null
                          ? texts.usage.unlimited
                          : formatInteger(allowance.included)}
                    </TableCell>
                    <TableCell label={t.beyond}>
                      {!allowance || allowance.included === null ? '–' : allowance.hard ? t.hard : t.soft}
                    </TableCell>
                    <TableCell label={t.overage}>
                      {(isPlan && allowance && overageText(allowance)) ?? (isPlan ? texts.usage.price.none : '–')}
                    </TableCell>
                    <TableCell label={texts.table.actions}>
                      <span className="flex flex-wrap justify-end gap-2">
                        {mayEdit && (
                          <AllowanceDialog
                            planId={plan.id}
                            planName={plan.name}
                            meterCode={code}
                            meterName={meter.name}
                            unit={meter.unit}
                            isFlow={isFlow}
                            present={
                              allowance
                                ? { included: allowance.included?.toString() ?? null, hard: allowance.hard }
                                : null
                            }
                            save={saveAllowance}
                          />
                        )}
                        {isPlan && (
                          <Link
                            href={`/admin/catalog/meters/${code}/prices/${plan.code}`}
                            className={buttonStyles({ variant: 'secondary', size: 'sm' })}
                          >
                            {texts.usage.price.open}
                            <span className="sr-only"> {plan.name}</span>
                          </Link>
                        )}
                        {mayEdit && allowance && (
                          <ConfirmAction
                            danger
                            variant="ghost"
                            size="sm"
                            label={
                              <>
                                {t.remove}
                                <span className="sr-only">: {t.allowanceTitle(plan.name, meter.name)}</span>
                              </>
                            }
                            title={t.removeTitle(plan.name, meter.name)}
                            consequences={[t.removeNow, t.removeBill, ...(allowance.overage ? [t.removePrice] : [])]}
                            confirmLabel={t.removeConfirm}
                            doneText={t.removed}
                            action={removePlanAllowance}
                            id={`${plan.id} ${code}`}
                          />
                        )}
                      </span>
                    </TableCell>
                  </TableRow>
                )
              })}
            </TableBody>
          </Table>
        </Section>
        {mayEdit ? (
          <MeterForm
            key={JSON.stringify(value)}
            initial={value}
            isNew={false}
            hasCounted={hasCounted}
            save={editMeter}
          />
        ) : (
          <Definition meter={value} />
        )}
      </div>
    </>
  )
}

/** What is counted, for who may not change it. */
function Definition({ meter }: { meter: MeterFormValue }) {
  const t = texts.usage.meters
  return (
    <Section title={t.definition}>
      <DescriptionList
        layout="columns"
        items={[
          { term: t.unit, value: meter.unit },
          { term: t.eventName, value: meter.eventName || '–' },
          { term: t.aggregation, value: texts.usage.aggregations[meter.aggregation] },
          { term: t.valueProperty, value: meter.valueProperty },
          { term: t.groupBy, value: meter.groupByProperty || '–' },
          {
            term: t.filters,
            value: meter.filters.map(({ property, values }) => `${property}: ${values}`).join('; ') || '–',
          },
          { term: t.reset, value: t.resets[meter.reset] },
        ]}
      />
    </Section>
  )
}

function toFormValue(meter: MeterRow): MeterFormValue {
  const { code, name, unit, aggregation, eventName, valueProperty, groupByProperty, filters, reset, active } = meter
  return {
    code,
    name,
    unit,
    aggregation,
    eventName,
    valueProperty,
    groupByProperty: groupByProperty ?? '',
    filters: Object.entries((filters ?? {}) as Record<string, string | string[]>).map(([property, values]) => ({
      property,
      values: [values].flat().join(', '),
    })),
    reset,
    active,
  }
}
