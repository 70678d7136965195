import type { Metadata } from 'next'
import Link from 'next/link'
import { requireStaff } from '@/app/_server/guard'
import { ConfirmAction } from '@/components/admin/confirm-action'
import { STAFF_TIME_ZONE } from '@/components/admin/time-zone'
import { discountTerms } from '@/components/billing/discount-words'
import { formatMoney } from '@/components/format/money'
import { formatInteger } from '@/components/format/number'
import { texts } from '@/components/texts/en'
import { Badge } from '@/components/ui/badge'
import { Section } from '@/components/ui/card'
import { CopyButton } from '@/components/ui/copy-button'
import { DateTime } from '@/components/ui/date-time'
import { DescriptionList } from '@/components/ui/description-list'
import { PageHeader } from '@/components/ui/page-header'
import { Table, TableBody, TableCell, TableHead, TableHeaderCell, TableRow } from '@/components/ui/table'
import { listPlans } from '@/lib/catalog/read-catalog'
import { getCoupon, listRedemptions } from '@/lib/discounts/read-discounts'
import { orNotFound } from '@/app/_server/or-not-found'
import { deactivate } from '../actions'

export const metadata: Metadata = { title: texts.discounts.admin.title }

const MOST = 200
const link = 'underline decoration-line-strong/50 underline-offset-4 hover:decoration-current'

export default async function CouponPage({ params }: { params: Promise<{ id: string }> }) {
  const { may } = await requireStaff('staff.catalog.view')
  const { id } = await params
  const coupon = await orNotFound(getCoupon(id))
  const [{ rows, total }, plans] = await Promise.all([listRedemptions(id, MOST), listPlans()])
  const { name, active, codes, planCodes, maxRedemptions, perCustomer, minimumAmount, redeemBy, timesRedeemed } = coupon
  const t = texts.discounts.admin
  const times = formatInteger(timesRedeemed)
  const planName = (code: string) => plans.find((plan) => plan.code === code)?.name ?? code
  return (
    <>
      <PageHeader
        title={name}
        badge={<Badge tone={active ? 'positive' : undefined}>{active ? t.active : t.inactive}</Badge>}
        breadcrumb={[{ label: t.title, href: '/admin/coupons' }, { label: name }]}
        description={discountTerms(coupon)}
        actions={
          active &&
          may('staff.catalog.edit') && (
            <ConfirmAction
              danger
              label={t.deactivate}
              title={t.deactivateTitle(name)}
              consequences={t.deactivateConsequences}
              confirmLabel={t.deactivate}
              doneText={t.deactivated}
              action={deactivate}
              id={id}
            />
          )
        }
      />
      <div className="grid items-start gap-5 xl:grid-cols-3">
        <Section title={t.redemptions} flush className="xl:col-span-2">
          {rows.length === 0 ? (
            <p className="px-4 py-5 text-sm text-ink-muted sm:px-5">{t.noRedemptions}</p>
          ) : (
            <Table aria-label={t.redemptions}>
              <TableHead>
                <tr role="row">
                  <TableHeaderCell>{t.customer}</TableHeaderCell>
                  <TableHeaderCell>{t.subscription}</TableHeaderCell>
                  <TableHeaderCell>{t.code}</TableHeaderCell>
                  <TableHeaderCell>{t.redeemedAt}</TableHeaderCell>
                </tr>
              </TableHead>
              <TableBody>
                {rows.map((row) => (
                  <TableRow key={row.id}>
                    <TableCell label={t.customer} primary>
                      <Link href={`/admin/customers/${row.customer.id}`} className={link}>
                        {row.customer.name}
                      </Link>
                    </TableCell>
                    <TableCell label={t.subscription}>
                      <Link href={`/admin/subscriptions/${row.subscriptionId}`} className={`font-mono text-xs ${link}`}>
                        {row.subscriptionId}
                      </Link>
                    </TableCell>
                    <TableCell label={t.code}>
                      {row.promotionCode ? (
                        <span className="font-mono text-xs">{row.promotionCode.code}</span>
                      ) : (
                        <span className="text-ink-faint">{t.noCode}</span>
                      )}
                    </TableCell>
                    <TableCell label={t.redeemedAt}>
                      <DateTime value={row.redeemedAt} show="instant" timeZone={STAFF_TIME_ZONE} />
                    </TableCell>
                  </TableRow>
                ))}
              </TableBody>
            </Table>
          )}
          {total > rows.length && (
            <p className="border-t border-line px-4 py-3 text-sm text-ink-muted sm:px-5">
              {t.redeemedOf(formatInteger(rows.length), formatInteger(total))}
            </p>
          )}
        </Section>
        <Section title={t.facts}>
          <DescriptionList
            items={[
              {
                term: t.code,
                value:
                  codes.length === 0
                    ? t.noCode
                    : codes.map(({ code }) => (
                        <span key={code} className="flex items-center gap-1 font-mono text-xs">
                          {code} <CopyButton value={code} label={t.code} />
                        </span>
                      )),
              },
              {
                term: t.redeemed,
                value: maxRedemptions === null ? times : t.redeemedOf(times, formatInteger(maxRedemptions)),
              },
              { term: t.plans, value: planCodes.length === 0 ? t.allPlans : planCodes.map(planName).join(', ') },
              ...(perCustomer === null ? [] : [{ term: t.perCustomer, value: formatInteger(perCustomer) }]),
              ...(minimumAmount === null
                ? []
                : [{ term: t.minimum, value: formatMoney(minimumAmount, { currency: coupon.currency ?? 'EUR' }) }]),
              ...(coupon.firstTimeOnly ? [{ term: texts.admin.common.customer, value: t.firstTimeOnly }] : []),
              {
                term: t.until,
                value: redeemBy ? <DateTime value={redeemBy} show="instant" timeZone={STAFF_TIME_ZONE} /> : t.always,
              },
            ]}
          />
        </Section>
      </div>
    </>
  )
}
