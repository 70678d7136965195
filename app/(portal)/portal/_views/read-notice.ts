import type { MethodView } from '@/components/billing/types'
import type { PortalNotice } from '@/components/portal/status-banner'
import { getPrices } from '@/lib/catalog/read-catalog'
import { getInvoiceDetail, searchInvoices } from '@/lib/invoices/read-invoices'
import type { SubscriptionContract } from '@/lib/subscriptions/read-subscriptions'
import { portalNotice } from './notice'

/** Reads what `portalNotice` needs beyond what the page has anyway. */
export async function readNotice({
  customerId,
  contract,
  methods,
  now,
}: {
  customerId: string
  contract: SubscriptionContract | null
  methods: MethodView[]
  now: Date
}): Promise<PortalNotice | null> {
  const pendingPriceId = contract?.pendingChange?.priceId ?? null
  const [open, prices] = await Promise.all([
    searchInvoices({ customerId, status: 'OPEN', direction: 'asc', page: 1, pageSize: 1 }),
    pendingPriceId ? getPrices([pendingPriceId]) : null,
  ])
  const oldest = open.rows[0]
  return portalNotice({
    contract,
    openInvoice: oldest ? await getInvoiceDetail({ id: oldest.id, customerId }) : null,
    methods,
    pendingPlanName: pendingPriceId ? (prices?.get(pendingPriceId)?.plan.name ?? null) : null,
    now,
  })
}
