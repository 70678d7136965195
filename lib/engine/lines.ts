import type { LineDiscount } from './discount'
import type { LineExplanation } from './explanation'
import type { Span } from './span'
import type { TaxBehavior } from './tax'

/** A line that is on an invoice already (drafts included). */
export interface IssuedLine extends Span {
  billingKey: string
  segmentId: string
  cycleIndex: number
  kind: 'CHARGE' | 'CREDIT'
  /** Exactly the draft's: before discounts, with tax inside if the price has it inside; negative for a credit. */
  amount: bigint
  discounts?: readonly LineDiscount[]
  /** What credit notes took back of this line since, positive, with tax only if `amount` has it. Never credited twice. */
  creditedAmount?: bigint
  /** Its invoice was voided: it counts for the numbering of keys, not for the money. */
  voided?: boolean
}

export interface LineDraft extends Span {
  /** `<subscription>:<segment>:<cycle>:<n-th line of these>`: the same facts give the same key, whoever asks. */
  billingKey: string
  kind: 'CHARGE' | 'CREDIT'
  itemId: string
  segmentId: string
  priceId: string
  planCode: string
  description: string
  cycleIndex: number
  quantity: number
  unitAmount: bigint
  currency: string
  taxBehavior: TaxBehavior
  /** Before discounts; negative for a credit. */
  amount: bigint
  discounts: LineDiscount[]
  /** Sum of `discounts`; the line comes to `amount − discountAmount`. */
  discountAmount: bigint
  explanation: LineExplanation
}
