import { CircleCheck, CircleMinus, Plus, TicketPercent } from 'lucide-react'
import type { Metadata } from 'next'
import Link from 'next/link'
import { requireStaff } from '@/app/_server/guard'
import { STAFF_TIME_ZONE } from '@/components/admin/time-zone'
import { discountTerms } from '@/components/billing/discount-words'
import { formatInteger } from '@/components/format/number'
import { texts } from '@/components/texts/en'
import { Badge } from '@/components/ui/badge'
import { buttonStyles } from '@/components/ui/button'
import { Card, Section } from '@/components/ui/card'
import { DateTime } from '@/components/ui/date-time'
import { EmptyState } from '@/components/ui/empty-state'
import { PageHeader } from '@/components/ui/page-header'
import { Table, TableBody, TableCell, TableHead, TableHeaderCell, TableRow } from '@/components/ui/table'
import { listCoupons, type CouponWithCodes } from '@/lib/discounts/read-discounts'

export const metadata: Metadata = { title: texts.discounts.admin.title }

export default async function CouponsPage() {
  const { may } = await requireStaff('staff.catalog.view')
  const coupons = await listCoupons()
  const t = texts.discounts.admin
  const create = may('staff.catalog.edit') && (
    <Link href="/admin/coupons/new" className={buttonStyles({})}>
      <Plus aria-hidden />
      {t.create}
    </Link>
  )
  return (
    <>
      <PageHeader title={t.title} description={t.description} actions={coupons.length > 0 && create} />
      {coupons.length === 0 ? (
        <Card>
          <EmptyState icon={<TicketPercent aria-hidden />} title={t.empty} actions={create}>
            {t.emptyText}
          </EmptyState>
        </Card>
      ) : (
        <Section title={t.title} flush>
          <Table aria-label={t.title}>
            <TableHead>
              <tr role="row">
                <TableHeaderCell>{t.name}</TableHeaderCell>
                <TableHeaderCell>{t.terms}</TableHeaderCell>
                <TableHeaderCell>{t.code}</TableHeaderCell>
                <TableHeaderCell numeric>{t.redeemed}</TableHeaderCell>
                <TableHeaderCell>{t.until}</TableHeaderCell>
                <TableHeaderCell>{texts.admin.common.status}</TableHeaderCell>
              </tr>
            </TableHead>
            <TableBody>
              {coupons.map((coupon) => (
                <CouponRow key={coupon.id} coupon={coupon} />
              ))}
            </TableBody>
          </Table>
        </Section>
      )}
    </>
  )
}

function CouponRow({ coupon }: { coupon: CouponWithCodes }) {
  const t = texts.discounts.admin
  const { id, name, codes, timesRedeemed, maxRedemptions, redeemBy, active } = coupon
  const times = formatInteger(timesRedeemed)
  return (
    <TableRow>
      <TableCell label={t.name} primary>
        <Link
          href={`/admin/coupons/${id}`}
          className="underline decoration-line-strong/50 underline-offset-4 hover:decoration-current"
        >
          {name}
        </Link>
      </TableCell>
      <TableCell label={t.terms}>{discountTerms(coupon)}</TableCell>
      <TableCell label={t.code}>
        {codes.length > 0 ? (
          <span className="font-mono text-xs">{codes.map(({ code }) => code).join(', ')}</span>
        ) : (
          <span className="text-ink-faint">{t.noCode}</span>
        )}
      </TableCell>
      <TableCell label={t.redeemed} numeric>
        {maxRedemptions === null ? times : t.redeemedOf(times, formatInteger(maxRedemptions))}
      </TableCell>
      <TableCell label={t.until}>
        {redeemBy ? <DateTime value={redeemBy} show="instant" timeZone={STAFF_TIME_ZONE} /> : t.always}
      </TableCell>
      <TableCell label={texts.admin.common.status}>
        {active ? (
          <Badge tone="positive" icon={<CircleCheck aria-hidden />}>
            {t.active}
          </Badge>
        ) : (
          <Badge icon={<CircleMinus aria-hidden />}>{t.inactive}</Badge>
        )}
      </TableCell>
    </TableRow>
  )
}
