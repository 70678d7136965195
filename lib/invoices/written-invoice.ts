import { getLegalEntity } from '@/lib/catalog/read-catalog'
import type { CustomerRow } from '@/lib/customers/read-customers'
import type { Database } from '@/lib/platform/db/client'
import { invalid } from '@/lib/platform/errors'
import { newId } from '@/lib/platform/id'
import { computeDraft, type ComputedInvoice } from './computed-invoice'
import type { DraftInvoice } from './draft'
import type { LegalEntityRow } from './parties'
import { toDraftLines, writtenLinesSchema, type WrittenLine } from './written-lines'

/** What somebody writes on an invoice of their own. */
export interface WrittenInvoice {
  lines: WrittenLine[]
  /** How it is paid; else as agreed with the customer. No days: the customer's. */
  terms?: DraftInvoice['terms']
  /** Instead of the customer's own; undefined leaves theirs. */
  memo?: string | null
  poNumber?: string | null
}

export interface ComposedInvoice {
  draft: DraftInvoice
  computed: ComputedInvoice
  seller: LegalEntityRow
}

/**
 * The invoice as it would be at `now`, with the VAT that any service to this customer carries: the one compute behind
 * its preview, its draft and its issue. Throws invoice_below_zero, billing_address_missing, and ZodError.
 */
export async function composeInvoice(
  tx: Database,
  {
    customer,
    invoice: { lines, terms, memo, poNumber },
    invoiceId: id = newId('inv'),
    collect = 'automatically',
    now,
  }: {
    customer: CustomerRow
    invoice: WrittenInvoice
    invoiceId?: string
    collect?: DraftInvoice['collect']
    now: Date
  },
): Promise<ComposedInvoice> {
  const draft: DraftInvoice = {
    id,
    customerId: customer.id,
    subscriptionId: null,
    reason: 'MANUAL',
    lines: toDraftLines({ invoiceId: id, lines: writtenLinesSchema.parse(lines) }),
    collect,
    terms,
    memo,
    poNumber,
  }
  if (draft.lines.reduce((sum, { amount }) => sum + amount, 0n) < 0n)
    throw invalid('invoice_below_zero', 'An invoice cannot come to less than zero: issue a credit note instead.')
  const seller = await getLegalEntity(tx)
  const computed = computeDraft({ draft, customer, seller, now })
  return { draft, computed, seller }
}
