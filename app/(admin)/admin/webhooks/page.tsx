import type { Metadata } from 'next'
import { requireStaff } from '@/app/_server/guard'
import { EventTable } from '@/components/admin/event-table'
import { texts } from '@/components/texts/en'
import { PageHeader } from '@/components/ui/page-header'
import type { SearchParams } from '../_lists/list-query'
import { readEventList } from './read-list'

export const metadata: Metadata = { title: texts.admin.webhooks.title }

export default async function WebhooksPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  await requireStaff('staff.inbox.view')
  const { rows, total, table, types } = await readEventList(await searchParams)
  return (
    <>
      <PageHeader title={texts.admin.webhooks.title} description={texts.admin.webhooks.description} />
      <EventTable rows={rows} total={total} query={table} types={types} />
    </>
  )
}
