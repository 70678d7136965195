import { dateInZone } from '@/lib/engine/calendar'
import { postTransactions } from '@/lib/ledger/post-transactions'
import { publishEvents } from '@/lib/outbound/publish-event'
import type { Database } from '@/lib/platform/db/client'
import { entriesOf, type ComputedInvoice } from './computed-invoice'
import type { TakenNumbers } from './invoice-columns'
import { collectInvoiceJob } from './jobs'
import { seriesPrefix } from './number-series'
import { sellerSnapshot, type LegalEntityRow } from './parties'
import { takeNumbers } from './store'

/** Books invoices that are being finalised, and queues the charge of those that are charged. */
export async function postFinalized(
  tx: Database,
  { computed, now }: { computed: ComputedInvoice[]; now: Date },
): Promise<void> {
  await postTransactions(
    tx,
    now,
    computed.map((invoice) => ({
      kind: 'invoice.finalized',
      sourceId: invoice.id,
      customerId: invoice.customer.id,
      entries: entriesOf(invoice),
    })),
  )
  await collectInvoiceJob.enqueueMany(
    tx,
    computed.flatMap(({ id, collectAt }) => (collectAt ? [{ invoiceId: id }] : [])),
  )
}

/** Tells whoever listens of invoices that are written and numbered by now; one with nothing to pay is paid at once. */
export async function tellOfFinalized(
  tx: Database,
  { issued, now }: { issued: readonly ComputedInvoice[]; now: Date },
): Promise<void> {
  await publishEvents(
    tx,
    issued.flatMap(({ id, customer: { id: customerId }, due }) => {
      const told = { customerId, subject: { type: 'invoice', id }, now } as const
      return due
        ? [{ ...told, type: 'invoice.finalized' }]
        : [
            { ...told, type: 'invoice.finalized' },
            { ...told, type: 'invoice.paid' },
          ]
    }),
  )
}

/**
 * Takes the next numbers of the year's series. Its row is what everybody who issues waits for until this transaction ends: so
 * ask as late as can be, when only the numbered rows themselves are still to be written.
 */
export async function takeInvoiceNumbers(
  tx: Database,
  { seller, count, now }: { seller: LegalEntityRow; count: number; now: Date },
): Promise<TakenNumbers> {
  const year = Number(dateInZone({ at: now, timeZone: 'Europe/Berlin' }).slice(0, 4))
  const prefix = seriesPrefix({ kind: 'INVOICE', year })
  const series = { legalEntityId: seller.id, kind: 'INVOICE', year, prefix }
  const { first, issuedAt } = await takeNumbers(tx, { ...series, count, now })
  return { prefix, first, issuedAt, printedSeller: { ...sellerSnapshot(seller) } }
}
