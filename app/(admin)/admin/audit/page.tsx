import type { Metadata } from 'next'
import { requireStaff } from '@/app/_server/guard'
import { AuditTable } from '@/components/admin/audit-table'
import { texts } from '@/components/texts/en'
import { PageHeader } from '@/components/ui/page-header'
import type { SearchParams } from '../_lists/list-query'
import { readAuditList } from './read-list'

export const metadata: Metadata = { title: texts.admin.audit.title }

export default async function AuditPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  await requireStaff('staff.audit.view')
  const { rows, total, table } = await readAuditList(await searchParams)
  return (
    <>
      <PageHeader title={texts.admin.audit.title} description={texts.admin.audit.description} />
      <AuditTable rows={rows} total={total} query={table} />
    </>
  )
}
