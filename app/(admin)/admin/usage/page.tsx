import { ScrollText } from 'lucide-react'
import type { Metadata } from 'next'
import Link from 'next/link'
import { Suspense } from 'react'
import { requireStaff } from '@/app/_server/guard'
import { ChartSkeleton } from '@/components/admin/skeletons'
import { NearLimits } from '@/components/admin/usage/near-limits'
import { TopUsers } from '@/components/admin/usage/top-users'
import { UsageTable } from '@/components/admin/usage/usage-table'
import { texts } from '@/components/texts/en'
import { buttonStyles } from '@/components/ui/button'
import { PageHeader } from '@/components/ui/page-header'
import { listMeters } from '@/lib/catalog/read-meters'
import { topConsumers } from '@/lib/usage/read-consumers'
import type { SearchParams } from '../_lists/list-query'
import { readNearLimits, readUsageList } from './read-list'

export const metadata: Metadata = { title: texts.usage.title }

const TOP_DAYS = 30

export default async function AdminUsagePage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const { now } = await requireStaff('staff.customers.view')
  const { rows, total, table, meters } = await readUsageList(await searchParams, now)
  const t = texts.usage.admin
  return (
    <>
      <PageHeader
        title={texts.usage.title}
        description={t.description}
        actions={
          <Link href="/admin/usage/events" className={buttonStyles({ variant: 'secondary' })}>
            <ScrollText aria-hidden />
            {t.events}
          </Link>
        }
      />
      <div className="flex flex-col gap-5">
        <Suspense fallback={<ChartSkeleton />}>
          <Near now={now} />
        </Suspense>
        <UsageTable rows={rows} total={total} query={table} meters={meters.map(({ code, name }) => ({ code, name }))} />
        <Suspense fallback={<ChartSkeleton />}>
          <Top now={now} />
        </Suspense>
      </div>
    </>
  )
}

async function Near({ now }: { now: Date }) {
  return <NearLimits items={await readNearLimits(now)} />
}

async function Top({ now }: { now: Date }) {
  const meters = (await listMeters()).filter(({ active }) => active)
  const from = new Date(now.getTime() - TOP_DAYS * 24 * 60 * 60 * 1000)
  const users = await Promise.all(meters.map(({ code }) => topConsumers({ meterCode: code, from, to: now })))
  return <TopUsers meters={meters.map(({ code, name, unit }, index) => ({ code, name, unit, users: users[index]! }))} />
}
