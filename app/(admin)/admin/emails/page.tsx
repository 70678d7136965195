import type { Metadata } from 'next'
import { Eye } from 'lucide-react'
import Link from 'next/link'
import { requireStaff } from '@/app/_server/guard'
import { EmailTable } from '@/components/admin/email-table'
import { texts } from '@/components/texts/en'
import { buttonStyles } from '@/components/ui/button'
import { PageHeader } from '@/components/ui/page-header'
import { searchNotifications } from '@/lib/notifications/read-notifications'
import { readListQuery, type SearchParams } from '../_lists/list-query'

export const metadata: Metadata = { title: texts.admin.emails.title }

export default async function EmailsPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  await requireStaff('staff.customers.view')
  const list = readListQuery(await searchParams, { facets: ['status', 'kind'] })
  const t = texts.admin.emails
  const { rows, total } = await searchNotifications({
    query: list.query,
    statuses: list.chosen('status', ['QUEUED', 'SENT', 'FAILED'] as const),
    kinds: list.chosen('kind', Object.keys(t.kinds)),
    page: list.page,
    pageSize: list.pageSize,
  })
  return (
    <>
      <PageHeader
        title={t.title}
        description={t.description}
        actions={
          <Link href="/admin/emails/preview" className={buttonStyles({ variant: 'secondary' })}>
            <Eye aria-hidden />
            {texts.dunning.preview.link}
          </Link>
        }
      />
      <EmailTable rows={rows.map(({ data: _data, dedupeKey: _key, ...row }) => row)} total={total} query={list.table} />
    </>
  )
}
