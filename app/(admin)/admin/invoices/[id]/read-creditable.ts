import { EngineError } from '@/lib/engine/errors'
import { previewCreditNote } from '@/lib/invoices/issue-credit-note'
import type { InvoiceDetail } from '@/lib/invoices/read-invoices'

export interface Creditable {
  /** With VAT, minor units. */
  left: bigint
  /** Lines of which something is left; what a credit took back already is not among them. */
  lines: { id: string; description: string; left: bigint }[]
}

const NOTHING: Creditable = { left: 0n, lines: [] }

/** What of an invoice was billed and is not credited yet: nothing unless it is open or paid. */
export async function readCreditable(
  invoice: Pick<InvoiceDetail, 'id' | 'status' | 'reason' | 'lines'>,
): Promise<Creditable> {
  const isUnpaidStart = invoice.status === 'OPEN' && invoice.reason === 'SUBSCRIPTION_START'
  if ((invoice.status !== 'OPEN' && invoice.status !== 'PAID') || isUnpaidStart) return NOTHING
  try {
    const { computed } = await previewCreditNote({ invoiceId: invoice.id, request: { amount: 'remaining' } })
    const lines = computed.lines.flatMap(({ id, grossAmount }) => {
      const line = invoice.lines.find((each) => each.id === id)
      return line && grossAmount > 0n ? [{ id, description: line.description, left: grossAmount }] : []
    })
    return { left: computed.total, lines }
  } catch (error) {
    if (error instanceof EngineError) return NOTHING
    throw error
  }
}
