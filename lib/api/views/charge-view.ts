import { z } from 'zod'
import type { DraftLine } from '@/lib/invoices/draft'
import type { AssembledInvoice } from '@/lib/engine/invoice'
import type { Settlement } from '@/lib/subscriptions/settle-contract'
import { amountAnswer, currencyAnswer, idAnswer, instantAnswer, toAmount, toInstant, toInstantOrNull } from '../fields'

// What would be charged: the compute of the real thing, before it happens.

const lineSchema = z
  .object({
    kind: z.enum(['CHARGE', 'CREDIT']),
    description: z.string(),
    priceId: idAnswer('price', 'the price').nullable(),
    quantity: z.int(),
    from: instantAnswer('Beginning of what is billed.').nullable(),
    to: instantAnswer('End of what is billed (exclusive).').nullable(),
    amount: amountAnswer('Net, after discounts; negative for a credit.'),
  })
  .meta({ id: 'ChargeLine' })

export const chargeSchema = z
  .object({
    currency: currencyAnswer,
    subtotal: amountAnswer('Net, before discounts.'),
    discountTotal: amountAnswer('Discounts.'),
    taxTotal: amountAnswer('VAT.'),
    total: amountAnswer('What the invoice comes to.'),
    lines: z.array(lineSchema),
  })
  .meta({ id: 'Charge', description: 'What an invoice would come to.' })

/** The next charge, as it looks now. */
export const upcomingChargeSchema = z.object({
  at: instantAnswer('When.'),
  charge: chargeSchema,
  fromBalance: amountAnswer('What the balance will pay of it.'),
})

export const settlementSchema = z
  .object({
    previewedAt: instantAnswer('Hand it back with the change within 15 minutes, and what is charged is what you saw.'),
    invoice: chargeSchema.nullable().meta({ description: 'What is billed at once; null if nothing is.' }),
    credited: amountAnswer('What credit notes give back, with VAT.'),
    fromBalance: amountAnswer('What the balance pays of the invoice.'),
    toCharge: amountAnswer('What is left to charge.'),
  })
  .meta({ id: 'SettlementPreview' })

export function toCharge(
  { lines, invoice }: { lines: readonly DraftLine[]; invoice: AssembledInvoice },
  currency: string,
): z.input<typeof chargeSchema> {
  return {
    currency,
    subtotal: toAmount(invoice.subtotal),
    discountTotal: toAmount(invoice.discountTotal),
    taxTotal: toAmount(invoice.taxTotal),
    total: toAmount(invoice.total),
    lines: lines.map((line, index) => ({
      kind: line.kind,
      description: line.description,
      priceId: line.priceId,
      quantity: line.quantity,
      from: toInstantOrNull(line.from),
      to: toInstantOrNull(line.to),
      amount: toAmount(invoice.lines[index]!.netAmount),
    })),
  }
}

export const toUpcomingCharge = (
  next: Parameters<typeof toCharge>[0] & { at: Date; fromBalance: bigint },
  currency: string,
): z.input<typeof upcomingChargeSchema> => ({
  at: toInstant(next.at),
  charge: toCharge(next, currency),
  fromBalance: toAmount(next.fromBalance),
})

/** `settlement` null: nothing is settled at once. */
export function toSettlement({
  previewedAt,
  settlement,
  currency,
}: {
  previewedAt: Date
  settlement: Settlement | null
  currency: string
}): z.input<typeof settlementSchema> {
  const invoice = settlement?.invoice
  return {
    previewedAt: previewedAt.toISOString(),
    invoice: invoice ? toCharge({ lines: settlement.invoiceLines, invoice }, currency) : null,
    credited: toAmount(settlement?.credited.total ?? 0n),
    fromBalance: toAmount(settlement?.fromBalance ?? 0n),
    toCharge: toAmount(settlement?.toCharge ?? 0n),
  }
}
