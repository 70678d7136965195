import type { Metadata } from 'next'
import Link from 'next/link'
import { readDeliveryList } from '@/app/_server/delivery-list'
import { requestNow, requireStaff } from '@/app/_server/guard'
import { toEndpointItem } from '@/app/_server/outbound-items'
import { STAFF_TIME_ZONE } from '@/components/admin/time-zone'
import { DeliveryTable } from '@/components/outbound/delivery-table'
import { EndpointActions, type EndpointActionSet } from '@/components/outbound/endpoint-actions'
import { EndpointBadge } from '@/components/outbound/endpoint-badge'
import { EndpointView } from '@/components/outbound/endpoint-view'
import { RefreshWhile } from '@/components/payments/refresh-while'
import { texts } from '@/components/texts/en'
import { buttonStyles } from '@/components/ui/button'
import { PageHeader } from '@/components/ui/page-header'
import { getEndpoint, listEndpointOwners } from '@/lib/outbound/read-outbound'
import type { SearchParams } from '../../_lists/list-query'
import { orNotFound } from '@/app/_server/or-not-found'
import {
  changeWebhook,
  deleteWebhook,
  replayMissedEvents,
  rotateWebhookSecret,
  setWebhookEnabled,
  testWebhook,
} from '../actions'

const t = texts.outbound
const timeZone = STAFF_TIME_ZONE

export const metadata: Metadata = { title: t.adminTitle }

const actions: EndpointActionSet = {
  change: changeWebhook,
  setEnabled: setWebhookEnabled,
  rotate: rotateWebhookSecret,
  test: testWebhook,
  replayMissed: replayMissedEvents,
  remove: deleteWebhook,
}

export default async function EndpointPage({
  params,
  searchParams,
}: {
  params: Promise<{ id: string }>
  searchParams: Promise<SearchParams>
}) {
  const { may } = await requireStaff('staff.outbound.view')
  const { id } = await params
  const row = await orNotFound(getEndpoint(id, undefined))
  const [list, owners, now] = await Promise.all([
    readDeliveryList(await searchParams, { endpointId: id, timeZone }),
    listEndpointOwners(row.customerId ? [row.customerId] : []),
    requestNow(),
  ])
  const customer = owners.get(row.customerId ?? '') ?? null
  const endpoint = toEndpointItem(row, { timeZone, now, customer })
  const mayManage = may('staff.outbound.manage')
  return (
    <>
      <PageHeader
        title={<span className="text-xl break-all">{endpoint.url}</span>}
        badge={<EndpointBadge state={endpoint.state} />}
        breadcrumb={[{ label: t.adminTitle, href: '/admin/outbound' }, { label: customer?.name ?? t.ours }]}
        actions={
          <>
            {customer && (
              <Link href={`/admin/customers/${customer.id}`} className={buttonStyles({ variant: 'secondary' })}>
                {t.customer}
              </Link>
            )}
            {mayManage && <EndpointActions endpoint={endpoint} actions={actions} />}
          </>
        }
      />
      <RefreshWhile active={list.rows.some(({ status, attempts }) => status === 'PENDING' && attempts === 0)} />
      <div className="flex flex-col gap-5">
        <EndpointView endpoint={endpoint} actions={mayManage ? actions : undefined} />
        <DeliveryTable {...list} base="/admin/outbound" withCustomer={row.customerId === null} />
      </div>
    </>
  )
}
