import { EngineError } from '@/lib/engine/errors'
import { previewCreditNote } from '@/lib/invoices/issue-credit-note'
import type { InvoiceDetail } from '@/lib/invoices/read-invoices'

/**
 * What of an invoice can still be given back, gross minor units: not yet credited, and not more than was paid and not
 * returned. Zero unless it is paid.
 */
export async function readRefundable(invoice: Pick<InvoiceDetail, 'id' | 'status' | 'payments'>): Promise<bigint> {
  if (invoice.status !== 'PAID') return 0n
  const held = invoice.payments
    .filter(({ status, disputed }) => status === 'SUCCEEDED' && !disputed)
    .reduce((sum, { amount, amountRefunded }) => sum + amount - amountRefunded, 0n)
  const creditable = await previewCreditNote({ invoiceId: invoice.id, request: { amount: 'remaining' } }).then(
    ({ computed }) => computed.total,
    (error: unknown) => {
      if (error instanceof EngineError) return 0n
      throw error
    },
  )
  return creditable < held ? creditable : held
}
