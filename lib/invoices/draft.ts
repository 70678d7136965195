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
  reason: 'SUBSCRIPTION_START' | 'SUBSCRIPTION_CYCLE' | 'SUBSCRIPTION_CHANGE' | 'USAGE_THRESHOLD' | 'MANUAL'
  lines: DraftLine[]
  /** Charge it by itself (a job is queued), or leave that to the customer who is at the checkout. */
  collect: 'automatically' | 'on_session'
  /** How this one is paid, instead of as agreed with the customer; no days: theirs. */
  terms?: { collectionMethod: 'CHARGE_AUTOMATICALLY' | 'SEND_INVOICE'; paymentTermDays: number | null }
  /** Asked for twice under the same key of a customer it is there once. */
  requestKey?: string
  /** Instead of the customer's own. */
  memo?: string | null
  poNumber?: string | null
}
