import { z } from 'zod'
import type { CreditNoteDetail, CreditNoteFacts } from '../lists-store'
import { amountAnswer, currencyAnswer, idAnswer, instantAnswer, toAmount, toInstant } from '../fields'

const facts = {
  id: idAnswer('cn', 'the credit note'),
  customerId: idAnswer('cus', 'the customer'),
  invoiceId: idAnswer('inv', 'the invoice it takes back from'),
  number: z.string().meta({ example: 'CN-2026-000012' }),
  currency: currencyAnswer,
  reason: z.string(),
  memo: z.string().nullable(),
  subtotal: amountAnswer('Net.'),
  taxTotal: amountAnswer('VAT.'),
  total: amountAnswer('Subtotal and VAT.'),
  toReceivable: amountAnswer('What lowered the amount due.'),
  toRefund: amountAnswer('What goes back to the payments.'),
  toBalance: amountAnswer('What goes to the balance.'),
  toOutside: amountAnswer('What was paid back by other means.'),
  issuedAt: instantAnswer('Its date.'),
}

export const creditNoteSchema = z.object(facts).meta({ id: 'CreditNote' })

export const creditNoteDetailSchema = z
  .object({
    ...facts,
    lines: z.array(
      z
        .object({
          invoiceLineId: idAnswer('line', 'the line of the invoice'),
          description: z.string(),
          amount: amountAnswer('Net.'),
          taxAmount: amountAnswer('VAT.'),
          taxRate: z.string(),
        })
        .meta({ id: 'CreditNoteLine' }),
    ),
  })
  .meta({ id: 'CreditNoteDetail' })

export function toCreditNote(note: CreditNoteFacts): z.input<typeof creditNoteSchema> {
  return {
    id: note.id,
    customerId: note.customerId,
    invoiceId: note.invoiceId,
    number: note.number,
    currency: note.currency,
    reason: note.reason,
    memo: note.memo,
    subtotal: toAmount(note.subtotal),
    taxTotal: toAmount(note.taxTotal),
    total: toAmount(note.total),
    toReceivable: toAmount(note.toReceivable),
    toRefund: toAmount(note.toRefund),
    toBalance: toAmount(note.toBalance),
    toOutside: toAmount(note.toOutside),
    issuedAt: toInstant(note.issuedAt),
  }
}

export const toCreditNoteDetail = (note: CreditNoteDetail): z.input<typeof creditNoteDetailSchema> => ({
  ...toCreditNote(note),
  lines: note.lines.map(({ invoiceLineId, description, amount, taxAmount, taxRate }) => ({
    invoiceLineId,
    description,
    amount: toAmount(amount),
    taxAmount: toAmount(taxAmount),
    taxRate,
  })),
})
