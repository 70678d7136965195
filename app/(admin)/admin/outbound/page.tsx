import type { Metadata } from 'next'
import { readDeliveryList } from '@/app/_server/delivery-list'
import { requestNow, requireStaff } from '@/app/_server/guard'
import { toEndpointItem } from '@/app/_server/outbound-items'
import { STAFF_TIME_ZONE } from '@/components/admin/time-zone'
import { DeliveryTable } from '@/components/outbound/delivery-table'
import { EndpointList } from '@/components/outbound/endpoint-list'
import { texts } from '@/components/texts/en'
import { PageHeader } from '@/components/ui/page-header'
import { listEndpointsWithOwners } from '@/lib/outbound/read-outbound'
import type { SearchParams } from '../_lists/list-query'
import { createWebhook } from './actions'

const t = texts.outbound
const MOST_SHOWN = 50
const timeZone = STAFF_TIME_ZONE

export const metadata: Metadata = { title: t.adminTitle }

export default async function OutboundPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const { may } = await requireStaff('staff.outbound.view')
  const [list, endpoints, now] = await Promise.all([
    readDeliveryList(await searchParams, { timeZone }),
    listEndpointsWithOwners(MOST_SHOWN),
    requestNow(),
  ])
  return (
    <>
      <PageHeader title={t.adminTitle} description={t.adminDescription} />
      <div className="flex flex-col gap-5">
        <EndpointList
          endpoints={endpoints.map((row) => toEndpointItem(row, { timeZone, now, customer: row.customer }))}
          base="/admin/outbound"
          staff
          create={may('staff.outbound.manage') ? createWebhook : undefined}
        />
        <DeliveryTable {...list} base="/admin/outbound" withEndpoint withCustomer />
      </div>
    </>
  )
}
