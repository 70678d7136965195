import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { RotateCw } from 'lucide-react'
import { requireMember } from '@/app/_server/guard'
import { orNotFound } from '@/app/_server/or-not-found'
import { toDeliveryDetail } from '@/app/_server/outbound-items'
import { RunAction } from '@/components/admin/run-action'
import { DeliveryBadge } from '@/components/outbound/delivery-badge'
import { DeliveryView } from '@/components/outbound/delivery-view'
import { RefreshWhile } from '@/components/payments/refresh-while'
import { texts } from '@/components/texts/en'
import { PageHeader } from '@/components/ui/page-header'
import { getDelivery } from '@/lib/outbound/read-outbound'
import { replayOneDelivery } from '../../../actions'

const t = texts.outbound

export const metadata: Metadata = { title: t.title }

export default async function DeliveryPage({ params }: { params: Promise<{ id: string; deliveryId: string }> }) {
  const { customer } = await requireMember('webhooks.manage')
  const { id: endpointId, deliveryId } = await params
  const delivery = await orNotFound(getDelivery(deliveryId, customer.id))
  if (delivery.endpointId !== endpointId) notFound()
  const { event, endpoint, status } = delivery
  return (
    <>
      <PageHeader
        title={<span className="font-mono text-xl break-all">{event.type}</span>}
        badge={<DeliveryBadge status={status} />}
        breadcrumb={[
          { label: t.title, href: '/portal/webhooks' },
          { label: t.facts, href: `/portal/webhooks/${endpointId}` },
          { label: event.type },
        ]}
        actions={
          status !== 'PENDING' &&
          endpoint.status === 'ENABLED' && (
            <RunAction action={replayOneDelivery} input={{ endpointId, deliveryId }} doneText={t.replayed}>
              <RotateCw aria-hidden />
              {t.replay}
            </RunAction>
          )
        }
      />
      <RefreshWhile active={status === 'PENDING'} />
      <DeliveryView {...toDeliveryDetail(delivery, customer.timeZone)} />
    </>
  )
}
