import type { Metadata } from 'next'
import { toEndpointItem } from '@/app/_server/outbound-items'
import { requestNow, requireMember } from '@/app/_server/guard'
import { EndpointList } from '@/components/outbound/endpoint-list'
import { texts } from '@/components/texts/en'
import { PageHeader } from '@/components/ui/page-header'
import { listEndpoints } from '@/lib/outbound/read-outbound'
import { createWebhook } from './actions'

const t = texts.outbound

export const metadata: Metadata = { title: t.title }

export default async function WebhooksPage() {
  const { customer } = await requireMember('webhooks.manage')
  const [endpoints, now] = await Promise.all([listEndpoints(customer.id), requestNow()])
  const { timeZone } = customer
  return (
    <>
      <PageHeader title={t.title} description={t.description(customer.name)} />
      <EndpointList
        endpoints={endpoints.map((row) => toEndpointItem(row, { timeZone, now }))}
        base="/portal/webhooks"
        create={createWebhook}
      />
    </>
  )
}
