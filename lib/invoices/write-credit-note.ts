import { dateInZone } from '@/lib/engine/calendar'
import type { CreditNoteResult } from '@/lib/engine/credit-note'
import type { CreditSettlement } from '@/lib/engine/credit-settlement'
import { entriesForCreditNoteIssued } from '@/lib/engine/ledger'
import { nextInvoiceStatus } from '@/lib/engine/lifecycle'
import { earnedPartOfCredit } from '@/lib/engine/revenue'
import { recordAudit } from '@/lib/audit/record-audit'
import type { Actor } from '@/lib/audit/actor'
import { grantCredit } from '@/lib/balance/grant-credit'
import { getCustomer } from '@/lib/customers/read-customers'
import { postTransactions } from '@/lib/ledger/post-transactions'
import { queueNotification } from '@/lib/notifications/queue-notification'
import { publishAbout } from '@/lib/outbound/publish-about'
import type { Transaction } from '@/lib/platform/db/client'
import type { JsonObject } from '@/lib/platform/db/json'
import { newId } from '@/lib/platform/id'
import { amountDue } from './amount-due'
import { documentNumber, seriesPrefix } from './number-series'
import {
  findCreditedLines,
  insertCreditNote,
  takeNumbers,
  updateInvoice,
  type InvoiceWithLines,
  type NewCreditNoteRow,
} from './store'

export interface CreditNoteToWrite {
  invoice: InvoiceWithLines
  computed: CreditNoteResult
  settlement: CreditSettlement
  reason: string
  memo?: string
  /** Of what is paid back outside. */
  outsideReference?: string
  /** By invoice line: the credit of the contract that this line carries. */
  contractCreditOf?: ReadonlyMap<string, string>
  actor: Actor
  now: Date
}

/**
 * Numbers a computed credit note, writes and posts it: what lowers the amount due is counted on the invoice (which may
 * close it), what goes to the balance is granted, what is to be refunded the caller refunds in the same transaction.
 */
export async function writeCreditNote(
  tx: Transaction,
  note: CreditNoteToWrite,
): Promise<NewCreditNoteRow & { id: string; total: bigint }> {
  const { invoice, computed, settlement, reason, memo, outsideReference, contractCreditOf, actor, now } = note
  const { id: invoiceId, legalEntityId, customerId, currency } = invoice
  const year = Number(dateInZone({ at: now, timeZone: 'Europe/Berlin' }).slice(0, 4))
  const prefix = seriesPrefix({ kind: 'CREDIT_NOTE', year })
  const series = { legalEntityId, kind: 'CREDIT_NOTE', year, prefix, count: 1, now }
  const { first: number, issuedAt } = await takeNumbers(tx, series)
  const { toReceivable, toRefund, toCustomerCredit, toOutside } = settlement
  const creditNote = {
    id: newId('cn'),
    number: documentNumber({ prefix, number }),
    seriesPrefix: prefix,
    seriesNumber: number,
    invoiceId,
    customerId,
    legalEntityId,
    currency,
    reason,
    memo: memo ?? null,
    subtotal: computed.netTotal,
    taxTotal: computed.taxTotal,
    total: computed.total,
    toReceivable,
    toRefund,
    toBalance: toCustomerCredit,
    toOutside,
    outsideReference: toOutside > 0n ? (outsideReference ?? null) : null,
    seller: invoice.seller as JsonObject,
    buyer: invoice.buyer as JsonObject,
    locale: invoice.locale,
    issuedAt,
  } satisfies NewCreditNoteRow
  const lineOf = new Map(invoice.lines.map((line) => [line.id, line]))
  const recognizedAmount = await earnedPart(tx, note)
  await insertCreditNote(
    tx,
    creditNote,
    computed.lines.map((line, position) => {
      const { description, taxCategory, taxRate, taxCountry } = lineOf.get(line.id)!
      return {
        id: newId('cnl'),
        creditNoteId: creditNote.id,
        position,
        invoiceLineId: line.id,
        description,
        amount: line.netAmount,
        taxAmount: line.taxAmount,
        taxCategory,
        taxRate,
        taxCountry,
        contractCreditId: contractCreditOf?.get(line.id) ?? null,
      }
    }),
  )
  await postTransactions(tx, now, [
    {
      kind: 'credit_note.issued',
      sourceId: creditNote.id,
      customerId,
      entries: entriesForCreditNoteIssued({
        currency,
        total: computed.total,
        lines: computed.lines.map(({ id, netAmount }) => ({
          netAmount,
          from: lineOf.get(id)!.from,
          to: lineOf.get(id)!.to,
        })),
        breakdown: computed.breakdown,
        toReceivable,
        toCustomerCredit,
        toRefund,
        toOutside,
        recognizedAmount,
      }),
    },
  ])
  if (toReceivable > 0n) {
    const closes = toReceivable === amountDue(invoice)
    await updateInvoice(tx, invoiceId, {
      amountCredited: invoice.amountCredited + toReceivable,
      ...(closes ? { status: nextInvoiceStatus(invoice.status, 'PAID'), paidAt: now, collectAt: null } : {}),
    })
    if (closes) await publishAbout(tx, { customerId, id: invoice.id, now }, 'invoice.paid')
  }
  if (toCustomerCredit > 0n) {
    const amount = toCustomerCredit
    await grantCredit(tx, { customerId, currency, amount, source: 'credit_note', sourceId: creditNote.id, now })
  }
  await recordAudit(tx, now, {
    actor,
    action: 'credit_note.issue',
    customerId,
    target: { type: 'credit_note', id: creditNote.id },
    data: { number: creditNote.number, invoice: invoice.number, total: computed.total.toString(), reason },
  })
  await publishAbout(tx, { customerId, id: creditNote.id, now }, 'credit_note.issued')
  // What is sent back is told when it is on its way, with the same paper.
  if (toRefund === 0n) await notifyOfCredit(tx, { creditNote, invoiceNumber: invoice.number ?? '', now })
  return creditNote
}

/** What of the credited revenue was already earned, line by line; several positions may credit one line. */
async function earnedPart(tx: Transaction, { invoice, computed, now }: CreditNoteToWrite): Promise<bigint> {
  const credited = new Map<string, bigint>()
  for (const { invoiceLineId: id, amount } of await findCreditedLines(tx, invoice.id))
    credited.set(id, (credited.get(id) ?? 0n) + amount)
  let earned = 0n
  for (const { id, netAmount: credit } of computed.lines) {
    const { amount: netAmount, from, to } = invoice.lines.find((line) => line.id === id)!
    const creditedBefore = credited.get(id) ?? 0n
    earned += earnedPartOfCredit({ line: { netAmount, from, to }, creditedBefore, credit, at: now })
    credited.set(id, creditedBefore + credit)
  }
  return earned
}

async function notifyOfCredit(
  tx: Transaction,
  {
    creditNote: { id, number, total, toBalance = 0n, currency, customerId },
    invoiceNumber,
    now,
  }: { creditNote: NewCreditNoteRow & { id: string; total: bigint }; invoiceNumber: string; now: Date },
): Promise<void> {
  const customer = await getCustomer(customerId, tx)
  await queueNotification(tx, now, {
    kind: 'credit_note_issued',
    dedupeKey: `credit_note_issued:${id}`,
    recipient: customer.email,
    locale: customer.locale,
    customerId,
    data: {
      creditNoteId: id,
      creditNoteNumber: number,
      invoiceNumber,
      amount: total.toString(),
      toBalance: toBalance.toString(),
      currency,
    },
  })
}
