import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { RotateCw } from 'lucide-react'
import { requireStaff } from '@/app/_server/guard'
import { toDeliveryDetail } from '@/app/_server/outbound-items'
import { RunAction } from '@/components/admin/run-action'
import { STAFF_TIME_ZONE } from '@/components/admin/time-zone'
import { DeliveryBadge } from '@/components/outbound/delivery-badge'
import { DeliveryView } from '@/components/outbound/delivery-view'
import { RefreshWhile } from '@/components/payments/refresh-while'
import { texts } from '@/components/texts/en'
import { PageHeader } from '@/components/ui/page-header'
import { getDelivery } from '@/lib/outbound/read-outbound'
import { orNotFound } from '@/app/_server/or-not-found'
import { replayOneDelivery } from '../../../actions'

const t = texts.outbound

export const metadata: Metadata = { title: t.adminTitle }

export default async function DeliveryPage({ params }: { params: Promise<{ id: string; deliveryId: string }> }) {
  const { may } = await requireStaff('staff.outbound.view')
  const { id: endpointId, deliveryId } = await params
  const delivery = await orNotFound(getDelivery(deliveryId, undefined))
  if (delivery.endpointId !== endpointId) notFound()
  const { event, endpoint, status } = delivery
  return (
    <>
      <PageHeader
        title={<span className="font-mono text-xl break-all">{event.type}</span>}
        badge={<DeliveryBadge status={status} />}
        breadcrumb={[
          { label: t.adminTitle, href: '/admin/outbound' },
          { label: t.facts, href: `/admin/outbound/${endpointId}` },
          { label: event.type },
        ]}
        actions={
          may('staff.outbound.manage') &&
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
      <DeliveryView {...toDeliveryDetail(delivery, STAFF_TIME_ZONE)} />
    </>
  )
}
