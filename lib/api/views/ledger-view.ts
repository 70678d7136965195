import { z } from 'zod'
import type { EntryRow } from '@/lib/reports/read-ledger'
import { amountAnswer, currencyAnswer, idAnswer, instantAnswer, toAmount, toInstant } from '../fields'

export const ledgerEntrySchema = z
  .object({
    transactionId: idAnswer('ltx', 'the transaction: its entries sum to zero'),
    position: z.int().meta({ description: 'Its place in the transaction.' }),
    occurredAt: instantAnswer('When.'),
    kind: z
      .string()
      .meta({ description: 'What happened: docs/LEDGER.md tells what each posts.', example: 'invoice.finalized' }),
    sourceId: z.string().meta({ description: 'What it happened to.' }),
    account: z.string().meta({ example: 'receivable' }),
    amount: amountAnswer('Debit positive, credit negative.'),
    currency: currencyAnswer,
    customerId: idAnswer('cus', 'the customer').nullable(),
    document: z.string().nullable().meta({ description: 'Number of the invoice or credit note behind it.' }),
    invoiceId: idAnswer('inv', 'the invoice').nullable(),
    paymentId: idAnswer('pay', 'the payment').nullable(),
  })
  .meta({ id: 'LedgerEntry' })

export const toLedgerEntry = (entry: EntryRow): z.input<typeof ledgerEntrySchema> => ({
  transactionId: entry.transactionId,
  position: entry.position,
  occurredAt: toInstant(entry.occurredAt),
  kind: entry.kind,
  sourceId: entry.sourceId,
  account: entry.account,
  amount: toAmount(entry.amount),
  currency: entry.currency,
  customerId: entry.customerId,
  document: entry.document,
  invoiceId: entry.invoiceId,
  paymentId: entry.paymentId,
})
