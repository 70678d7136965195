import type { Metadata } from 'next'
import { readDeliveryList } from '@/app/_server/delivery-list'
import { requestNow, requireMember } from '@/app/_server/guard'
import { orNotFound } from '@/app/_server/or-not-found'
import { toEndpointItem } from '@/app/_server/outbound-items'
import { DeliveryTable } from '@/components/outbound/delivery-table'
import { EndpointActions, type EndpointActionSet } from '@/components/outbound/endpoint-actions'
import { EndpointBadge } from '@/components/outbound/endpoint-badge'
import { EndpointView } from '@/components/outbound/endpoint-view'
import { RefreshWhile } from '@/components/payments/refresh-while'
import { texts } from '@/components/texts/en'
import { PageHeader } from '@/components/ui/page-header'
import { getEndpoint } from '@/lib/outbound/read-outbound'
import {
  changeWebhook,
  deleteWebhook,
  replayMissedEvents,
  rotateWebhookSecret,
  setWebhookEnabled,
  testWebhook,
} from '../actions'

const t = texts.outbound

export const metadata: Metadata = { title: t.title }

const actions: EndpointActionSet = {
  change: changeWebhook,
  setEnabled: setWebhookEnabled,
  rotate: rotateWebhookSecret,
  test: testWebhook,
  replayMissed: replayMissedEvents,
  remove: deleteWebhook,
}

export default async function WebhookPage({
  params,
  searchParams,
}: {
  params: Promise<{ id: string }>
  searchParams: Promise<Record<string, string | string[] | undefined>>
}) {
  const { customer } = await requireMember('webhooks.manage')
  const { id } = await params
  const row = await orNotFound(getEndpoint(id, customer.id))
  const { timeZone } = customer
  const [list, now] = await Promise.all([
    readDeliveryList(await searchParams, { within: customer.id, endpointId: id, timeZone }),
    requestNow(),
  ])
  const endpoint = toEndpointItem(row, { timeZone, now })
  return (
    <>
      <PageHeader
        title={<span className="text-xl break-all">{endpoint.url}</span>}
        badge={<EndpointBadge state={endpoint.state} />}
        breadcrumb={[{ label: t.title, href: '/portal/webhooks' }, { label: t.facts }]}
        actions={<EndpointActions endpoint={endpoint} actions={actions} />}
      />
      <RefreshWhile active={list.rows.some(({ status, attempts }) => status === 'PENDING' && attempts === 0)} />
      <div className="flex flex-col gap-5">
        <EndpointView endpoint={endpoint} actions={actions} />
        <DeliveryTable {...list} base="/portal/webhooks" />
      </div>
    </>
  )
}
