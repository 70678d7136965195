import type { LineDiscount } from '@/lib/engine/discount'
import type { TaxBehavior } from '@/lib/engine/tax'
import type { Json } from '@/lib/platform/db/json'

/** A line that the engine decided, before tax. */
export interface DraftLine {
  billingKey: string
  kind: 'CHARGE' | 'CREDIT'
  subscriptionId: string | null
  segmentId: string | null
  cycleIndex: number | null
  planCode: string | null
  priceId: string | null
  description: string
  quantity: number
  /** Exact decimal, minor units. */
  unitAmount: string
  from: Date | null
  to: Date | null
  /** Minor units, as priced, before discounts: without VAT if EXCLUSIVE. */
  amount: bigint
  /** Taken off `amount`; the engine wants them back as they were when it looks again. */
  discounts: LineDiscount[]
  taxBehavior: TaxBehavior
  explanation: Json
}

export interface DraftInvoice {
  /** Where the caller has to know it before; else a new one. */
  id?: string
  customerId: string
  subscriptionId: string | null
  reason: 'SUBSCRIPTION_START' | 'SUBSCRIPTION_CYCLE' | 'SUBSCRIPTION_CHANGE' | 'MANUAL'
  lines: DraftLine[]
  /** Charge it by itself (a job is queued), or leave that to the customer who is at the checkout. */
  collect: 'automatically' | 'on_session'
  /** Instead of the customer's own. */
  memo?: string | null
  poNumber?: string | null
}
