import type { Metadata } from 'next'
import { requireStaff } from '@/app/_server/guard'
import { SubscriptionTable } from '@/components/admin/subscription-table'
import { texts } from '@/components/texts/en'
import { PageHeader } from '@/components/ui/page-header'
import type { SearchParams } from '../_lists/list-query'
import { readSubscriptionList } from './read-list'

export const metadata: Metadata = { title: texts.admin.subscriptions.title }

export default async function SubscriptionsPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  await requireStaff('staff.subscriptions.view')
  const { rows, total, table, plans } = await readSubscriptionList(await searchParams)
  return (
    <>
      <PageHeader title={texts.admin.subscriptions.title} description={texts.admin.subscriptions.description} />
      <SubscriptionTable rows={rows} total={total} query={table} plans={plans} />
    </>
  )
}
