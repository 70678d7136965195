import type { MethodView } from '@/components/billing/types'
import type { PortalNotice } from '@/components/portal/status-banner'
import { getPrices } from '@/lib/catalog/read-catalog'
import { readUsageNotice, type UsageNotice } from '@/lib/entitlements/read-usage-notice'
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
  const [open, prices, usage] = await Promise.all([
    searchInvoices({ customerId, status: 'OPEN', direction: 'asc', page: 1, pageSize: 1 }),
    pendingPriceId ? getPrices([pendingPriceId]) : null,
    contract ? readUsageNotice({ customerId, now }) : null,
  ])
  const oldest = open.rows[0]
  return portalNotice({
    contract,
    openInvoice: oldest ? await getInvoiceDetail({ id: oldest.id, customerId }) : null,
    methods,
    pendingPrice: prices?.get(pendingPriceId ?? '') ?? null,
    usage: usage && toNotice(usage),
    now,
  })
}

const toNotice = (usage: UsageNotice): PortalNotice =>
  usage.kind === 'limit' ? { ...usage, kind: 'usage_limit' } : usage
