import { nextInvoiceStatus } from '../lifecycle'
import type { SimulatedInvoice } from './state'

/** What is still to be paid. */
export function amountDue({ status, total, amountPaid, amountCredited }: SimulatedInvoice): bigint {
  return status === 'OPEN' || status === 'UNCOLLECTIBLE' ? total - amountPaid - amountCredited : 0n
}

export function closeInvoice(invoice: SimulatedInvoice, at: Date): void {
  invoice.status = nextInvoiceStatus(invoice.status, 'PAID')
  invoice.paidAt = at
  invoice.collectAt = null
}
