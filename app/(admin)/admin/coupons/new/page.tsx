import type { Metadata } from 'next'
import { requireStaff } from '@/app/_server/guard'
import { CouponForm } from '@/components/admin/coupon-form'
import { texts } from '@/components/texts/en'
import { PageHeader } from '@/components/ui/page-header'
import { listPlans } from '@/lib/catalog/read-catalog'
import { create } from '../actions'

export const metadata: Metadata = { title: texts.discounts.admin.create }

export default async function NewCouponPage() {
  await requireStaff('staff.catalog.edit')
  const plans = await listPlans()
  const t = texts.discounts.admin
  return (
    <>
      <PageHeader title={t.create} breadcrumb={[{ label: t.title, href: '/admin/coupons' }, { label: t.create }]} />
      <CouponForm plans={plans.map(({ code, name }) => ({ code, name }))} create={create} />
    </>
  )
}
