import type { Metadata } from 'next'
import { requireStaff } from '@/app/_server/guard'
import { MeterForm } from '@/components/admin/catalog/meter-form'
import { EMPTY_METER } from '@/components/admin/catalog/meter-form-value'
import { texts } from '@/components/texts/en'
import { PageHeader } from '@/components/ui/page-header'
import { createMeter } from '../actions'

export const metadata: Metadata = { title: texts.usage.meters.create }

export default async function NewMeterPage() {
  await requireStaff('staff.catalog.edit')
  const t = texts.usage.meters
  return (
    <>
      <PageHeader
        title={t.create}
        breadcrumb={[{ label: texts.admin.catalog.title, href: '/admin/catalog' }, { label: t.create }]}
      />
      <MeterForm initial={EMPTY_METER} isNew hasCounted={false} save={createMeter} />
    </>
  )
}
