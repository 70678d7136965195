import type { Metadata } from 'next'
import { requireStaff } from '@/app/_server/guard'
import { CustomerTable } from '@/components/admin/customer-table'
import { texts } from '@/components/texts/en'
import { PageHeader } from '@/components/ui/page-header'
import type { SearchParams } from '../_lists/list-query'
import { readCustomerList } from './read-list'

export const metadata: Metadata = { title: texts.admin.customers.title }

export default async function CustomersPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  await requireStaff('staff.customers.view')
  const { rows, total, table } = await readCustomerList(await searchParams)
  return (
    <>
      <PageHeader title={texts.admin.customers.title} description={texts.admin.customers.description} />
      <CustomerTable rows={rows} total={total} query={table} />
    </>
  )
}
