import { draftPeriod } from '@/lib/engine/draft-period'
import { getLegalEntity } from '@/lib/catalog/read-catalog'
import type { CustomerRow } from '@/lib/customers/read-customers'
import type { Transaction } from '@/lib/platform/db/client'
import { circumstances, computeDraft, lineRows, taxRows, type ComputedInvoice } from './computed-invoice'
import type { DraftInvoice } from './draft'
import { finalizedColumns, sharedColumns } from './invoice-columns'
import { getInvoicingPolicy } from './invoicing-policy'
import type { LegalEntityRow } from './parties'
import { postFinalized, takeInvoiceNumbers, tellOfFinalized } from './post-finalized'
import { sendInvoices } from './send-invoices'
import { insertInvoices, type InvoiceRow, type NewInvoiceRow } from './store'

export type IssuedInvoice = Pick<
  InvoiceRow,
  'id' | 'number' | 'customerId' | 'subscriptionId' | 'total' | 'status' | 'currency'
>

/**
 * Issues any number of invoices at once in the caller's transaction, whose customers are locked: totals and tax,
 * consecutive numbers in the order given, frozen parties, ledger, and the job that collects, or the email that sends it (the balance pays first). An
 * invoice over nothing is paid at once. The year of the number is that of `now` in the seller's zone (Europe/Berlin).
 * Where there is something to wait for (late usage, an answer from VIES) an invoice is kept as a draft without a number:
 * `finalizeDue` does the rest.
 */
export async function issueInvoices(
  tx: Transaction,
  { drafts, customers, now }: { drafts: DraftInvoice[]; customers: Map<string, CustomerRow>; now: Date },
): Promise<IssuedInvoice[]> {
  if (drafts.length === 0) return []
  const [seller, policy] = [await getLegalEntity(tx), await getInvoicingPolicy(tx)]
  const waiting: NewInvoiceRow[] = []
  const ready: ComputedInvoice[] = []
  const computed = drafts.map((draft) => {
    const customer = customers.get(draft.customerId)
    if (!customer) throw new Error(`Customer ${draft.customerId} was not locked before billing.`)
    const invoice = computeDraft({ draft, customer, seller, now })
    const period = waits(invoice) && draftPeriod({ ...circumstances(invoice), createdAt: now, now, policy })
    if (period) waiting.push({ ...sharedColumns(invoice, { seller, now }), status: 'DRAFT', ...period })
    else ready.push(invoice)
    return invoice
  })
  // Before the numbers are taken, for which others wait.
  const [lines, taxes] = [computed.flatMap(lineRows), computed.flatMap(taxRows)]
  await insertInvoices(tx, { invoices: waiting, lines: [], taxes: [] })
  const issued = ready.length > 0 ? await finalize(tx, { ready, seller, now }) : []
  await insertInvoices(tx, { invoices: issued.map(({ row }) => row), lines, taxes })
  await tellOfFinalized(tx, { issued: ready, now })
  const paid = new Set(await sendInvoices(tx, { issued, now }))
  const rows = new Map([...waiting, ...issued.map(({ row }) => row)].map((row) => [row.id, row]))
  return computed.map(({ id }): IssuedInvoice => {
    const { customerId, subscriptionId = null, total, currency, number = null, ...row } = rows.get(id)!
    const status = paid.has(id) ? 'PAID' : row.status
    return { id, number, customerId, subscriptionId, total: BigInt(total), status, currency }
  })
}

interface Numbered {
  invoice: ComputedInvoice
  columns: ReturnType<typeof finalizedColumns>
  row: NewInvoiceRow
}

async function finalize(
  tx: Transaction,
  { ready, seller, now }: { ready: ComputedInvoice[]; seller: LegalEntityRow; now: Date },
): Promise<Numbered[]> {
  await postFinalized(tx, { computed: ready, now })
  const numbers = await takeInvoiceNumbers(tx, { seller, count: ready.length, now })
  return ready.map((invoice, index) => {
    const columns = finalizedColumns(invoice, { numbers, index })
    // Two spreads of so many columns would make an object that costs many times as much.
    return { invoice, columns, row: Object.assign(sharedColumns(invoice, { seller, now }), columns) }
  })
}

/** Who is at the checkout pays what was shown there. */
const waits = ({ draft }: ComputedInvoice) => draft.collect === 'automatically'
