import { settleCredit, type CreditSettlement } from '@/lib/engine/credit-settlement'
import type { CreditNoteResult } from '@/lib/engine/credit-note'
import { groupBy } from '@/lib/engine/group'
import type { Actor } from '@/lib/audit/actor'
import type { Database, Transaction } from '@/lib/platform/db/client'
import { newId } from '@/lib/platform/id'
import { amountDue } from './amount-due'
import type { DraftLine } from './draft'
import { previewCreditNote } from './issue-credit-note'
import {
  findChargedLines,
  findCreditedOfLines,
  insertContractCredits,
  sumRefunded,
  type InvoiceWithLines,
} from './store'
import { writeCreditNote } from './write-credit-note'

/** Where a credit goes once nothing is owed any more. */
export type CreditTo = 'balance' | 'refund'

export interface PlannedCreditNote {
  invoice: InvoiceWithLines
  computed: CreditNoteResult
  settlement: CreditSettlement
  /** The billing key that each credited invoice line answers. */
  keyOf: ReadonlyMap<string, string>
}

/**
 * Which credit notes carry credits that billing by difference decided: each credit is taken from the invoice lines that
 * charged the same segment and cycle, newest first, with the tax that was charged there. Reads only.
 */
export async function planContractCredits(
  tx: Database,
  { subscriptionId, lines, creditTo }: { subscriptionId: string; lines: readonly DraftLine[]; creditTo: CreditTo },
): Promise<PlannedCreditNote[]> {
  if (lines.length === 0) return []
  const charged = await findChargedLines(
    tx,
    subscriptionId,
    lines.map(({ segmentId }) => segmentId ?? ''),
  )
  const credited = groupBy(
    await findCreditedOfLines(
      tx,
      charged.map(({ id }) => id),
    ),
    ({ invoiceLineId }) => invoiceLineId,
  )
  const taken: { lineId: string; invoiceId: string; key: string; amount: bigint; inclusive: boolean }[] = []
  for (const draft of lines) {
    const inclusive = draft.taxBehavior === 'INCLUSIVE'
    const worth = (row: { amount: bigint; taxAmount: bigint }) => (inclusive ? row.amount + row.taxAmount : row.amount)
    let left = -(draft.amount - draft.discounts.reduce((sum, { amount }) => sum + amount, 0n))
    for (const line of charged) {
      if (line.segmentId !== draft.segmentId || line.cycleIndex !== draft.cycleIndex || left <= 0n) continue
      const open = (credited.get(line.id) ?? []).reduce((rest, row) => rest - worth(row), worth(line))
      const amount = open < left ? open : left
      if (amount <= 0n) continue
      taken.push({ lineId: line.id, invoiceId: line.invoiceId, key: draft.billingKey, amount, inclusive })
      left -= amount
    }
    if (left > 0n) throw new Error(`No invoice line takes the credit ${draft.billingKey}.`)
  }
  const notes: PlannedCreditNote[] = []
  for (const [invoiceId, parts] of groupBy(taken, (part) => part.invoiceId)) {
    const request = {
      lines: parts.map(({ lineId: id, amount, inclusive }) =>
        inclusive ? { id, grossAmount: amount } : { id, netAmount: amount },
      ),
    }
    const { invoice, computed } = await previewCreditNote({ invoiceId, request }, tx)
    const settlement = settleCredit({
      total: computed.total,
      amountDue: amountDue(invoice),
      amountRefundable: invoice.amountPaid - (await sumRefunded(tx, invoiceId)),
      preference: creditTo,
    })
    notes.push({ invoice, computed, settlement, keyOf: new Map(parts.map(({ lineId, key }) => [lineId, key])) })
  }
  return notes
}

export interface IssuedContractCredit {
  creditNoteId: string
  number: string
  invoiceId: string
  total: bigint
  toRefund: bigint
  toBalance: bigint
}

/** Issues the planned credit notes and records which credits of the contract they carry. The customer is locked. */
export async function issueContractCredits(
  tx: Transaction,
  {
    subscriptionId,
    lines,
    notes,
    reason,
    actor,
    now,
  }: {
    subscriptionId: string
    lines: readonly DraftLine[]
    notes: readonly PlannedCreditNote[]
    reason: string
    actor: Actor
    now: Date
  },
): Promise<IssuedContractCredit[]> {
  const credits = lines.map((line) => ({
    id: newId('cc'),
    subscriptionId,
    segmentId: line.segmentId ?? '',
    cycleIndex: line.cycleIndex ?? 0,
    billingKey: line.billingKey,
    from: line.from ?? now,
    to: line.to ?? now,
    pricedAmount: line.amount,
    discounts: line.discounts.map(({ discountId, amount }) => ({ discountId, amount: amount.toString() })),
    explanation: line.explanation ?? {},
    createdAt: now,
  }))
  await insertContractCredits(tx, credits)
  const idOf = new Map(credits.map(({ billingKey, id }) => [billingKey, id]))
  const issued: IssuedContractCredit[] = []
  for (const { keyOf, ...note } of notes) {
    const contractCreditOf = new Map([...keyOf].map(([lineId, key]) => [lineId, idOf.get(key) ?? '']))
    const written = await writeCreditNote(tx, { ...note, contractCreditOf, reason, actor, now })
    const { toRefund, toCustomerCredit: toBalance } = note.settlement
    const { id: creditNoteId, number } = written
    issued.push({ creditNoteId, number, invoiceId: note.invoice.id, total: note.computed.total, toRefund, toBalance })
  }
  return issued
}
