import { badDebtTaxes, recoveredTaxes } from '@/lib/engine/bad-debt'
import { account, entriesForBadDebtRecovered, entriesForUncollectible } from '@/lib/engine/ledger'
import { nextInvoiceStatus } from '@/lib/engine/lifecycle'
import { recordAudit } from '@/lib/audit/record-audit'
import type { Actor } from '@/lib/audit/actor'
import { postTransactions } from '@/lib/ledger/post-transactions'
import { readPostedEntries } from '@/lib/ledger/read-entries'
import { publishAbout } from '@/lib/outbound/publish-about'
import type { Transaction } from '@/lib/platform/db/client'
import { amountDue } from './amount-due'
import { findCreditedLines, findInvoice, updateInvoice, type InvoiceRow } from './store'

/**
 * Gives up what is still due of an open invoice: a loss, with the VAT in it corrected if `reclaimsVat`. It can still be
 * paid; `recoverBadDebt` then puts the claim back. The customer is locked by the caller. Throws
 * invoice_transition_illegal when it is not open.
 */
export async function markUncollectible(
  tx: Transaction,
  { invoiceId, reclaimsVat, actor, now }: { invoiceId: string; reclaimsVat: boolean; actor: Actor; now: Date },
): Promise<void> {
  const invoice = await findInvoice(invoiceId, tx)
  const { customerId, currency } = invoice
  const status = nextInvoiceStatus(invoice.status, 'MARKED_UNCOLLECTIBLE')
  if (status === invoice.status) return
  const amount = amountDue(invoice)
  const taxes = reclaimsVat ? badDebtTaxes({ ...(await afterCreditNotes(tx, invoice)), amount }) : []
  await updateInvoice(tx, invoiceId, { status, uncollectibleAt: now, collectAt: null })
  const entries = entriesForUncollectible({ currency, amount, taxes })
  await postTransactions(tx, now, [{ kind: 'invoice.uncollectible', sourceId: invoiceId, customerId, entries }])
  await recordAudit(tx, now, {
    actor,
    action: 'invoice.write_off',
    customerId,
    target: { type: 'invoice', id: invoiceId },
    data: { invoice: invoice.number, amount: amount.toString(), currency, reclaimsVat },
  })
  await publishAbout(tx, { customerId, id: invoiceId, now }, 'invoice.marked_uncollectible')
}

/** VAT by country and total of an invoice as its credit notes left them. */
async function afterCreditNotes(tx: Transaction, invoice: Awaited<ReturnType<typeof findInvoice>>) {
  const credited = await findCreditedLines(tx, invoice.id)
  const taxes = new Map<string, bigint>()
  const count = (country: string, tax: bigint) => taxes.set(country, (taxes.get(country) ?? 0n) + tax)
  for (const { country, tax } of invoice.taxes) count(country, tax)
  for (const { taxCountry, taxAmount } of credited) count(taxCountry, -taxAmount)
  const total = credited.reduce((left, line) => left - line.amount - line.taxAmount, invoice.total)
  return { taxes: [...taxes].map(([country, taxAmount]) => ({ country, taxAmount })), total }
}

/**
 * Puts back the claim behind `amount` of an invoice that was given up, with its share of the corrected VAT: the payment is
 * then counted as any other. `invoice` is as it was before that payment.
 */
export async function recoverBadDebt(
  tx: Transaction,
  { invoice, amount, now }: { invoice: InvoiceRow; amount: bigint; now: Date },
): Promise<void> {
  const { id, customerId, currency } = invoice
  const givenUp = await readPostedEntries(tx, { kind: 'invoice.uncollectible', sourceId: id })
  const writtenOff = -(givenUp.find((entry) => entry.account === account.receivable)?.amount ?? 0n)
  const taxes = givenUp
    .filter((entry) => entry.account.startsWith(account.vat('')))
    .map((entry) => ({ country: entry.account.slice(account.vat('').length), taxAmount: entry.amount }))
  const recoveredBefore = writtenOff - (invoice.total - invoice.amountPaid - invoice.amountCredited)
  const owed = recoveredTaxes({ taxes, writtenOff, recoveredBefore, amount })
  const entries = entriesForBadDebtRecovered({ currency, amount, taxes: owed })
  const sourceId = `${id}:${recoveredBefore + amount}`
  await postTransactions(tx, now, [{ kind: 'bad_debt.recovered', sourceId, customerId, entries }])
}
