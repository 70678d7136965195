import { z } from 'zod'
import type { DraftLine } from './draft'

/** A line of an invoice that is written by hand. */
export const writtenLineSchema = z.object({
  description: z.string().trim().min(1, 'Say what it is for').max(300, 'At most 300 characters'),
  quantity: z.number().int('A whole number').min(1, 'At least 1').max(1_000_000, 'At most 1,000,000'),
  /** Minor units of the customer's currency; negative takes something off. */
  unitAmount: z.bigint().min(-1_000_000_000_00n, 'Too little').max(1_000_000_000_00n, 'Too much'),
  /** INCLUSIVE: VAT is inside `unitAmount`. */
  taxBehavior: z.enum(['EXCLUSIVE', 'INCLUSIVE']),
})

export type WrittenLine = z.infer<typeof writtenLineSchema>

export const writtenLinesSchema = z
  .array(writtenLineSchema)
  .min(1, 'An invoice has at least one line.')
  .max(100, 'An invoice has at most 100 lines.')

/** The lines as the engine takes them: each is earned at once and billed once with its invoice. 3 × 12.50 = 37.50. */
export function toDraftLines({ invoiceId, lines }: { invoiceId: string; lines: WrittenLine[] }): DraftLine[] {
  return lines.map(({ description, quantity, unitAmount, taxBehavior }, index) => ({
    billingKey: `manual:${invoiceId}:${index}`,
    kind: 'CHARGE',
    subscriptionId: null,
    segmentId: null,
    cycleIndex: null,
    planCode: null,
    priceId: null,
    description,
    quantity,
    unitAmount: unitAmount.toString(),
    from: null,
    to: null,
    amount: BigInt(quantity) * unitAmount,
    discounts: [],
    taxBehavior,
    explanation: {},
  }))
}
