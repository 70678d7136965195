import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { recoveredTaxes } from '@/lib/engine/bad-debt'
import { CHART_OF_ACCOUNTS } from '@/lib/engine/chart-of-accounts'
import * as ledger from '@/lib/engine/ledger'
import { earnedPartOfCredit } from '@/lib/engine/revenue'
import { DATEV_TEXTS } from '@/lib/reports/datev'

// docs/LEDGER.md is true: its chart is the data's, and its examples are what the engine posts.

const doc = readFileSync(new URL('../../docs/LEDGER.md', import.meta.url), 'utf8')
const cells = (line: string) =>
  line
    .split('|')
    .slice(1, -1)
    .map((cell) => cell.trim().replaceAll('`', ''))
const minor = (text: string) => BigInt(text.replace('.', '') || '0')

const january = { from: new Date('2025-12-31T23:00:00Z'), to: new Date('2026-01-31T23:00:00Z') }
const tenth = new Date('2026-01-10T10:00:00Z')
const line = { netAmount: 5900n, ...january }
const invoice = { currency: 'EUR', total: 7021n, lines: [line], breakdown: [{ country: 'DE', taxAmount: 1121n }] }
const earned = (credit: bigint) => earnedPartOfCredit({ line, creditedBefore: 0n, credit, at: tenth })
const money = (amount: bigint) => ({ processor: 'stripe', currency: 'EUR', amount })
const vat = [{ country: 'DE', taxAmount: 1121n }]

const posted: Record<string, ledger.LedgerEntry[]> = {
  'invoice.finalized': ledger.entriesForInvoiceFinalized(invoice),
  'revenue.recognized': ledger.entriesForRevenueRecognized({ currency: 'EUR', amount: 190n }),
  'payment.succeeded': ledger.entriesForPaymentSucceeded({
    ...money(8000n),
    processor: 'bank_transfer',
    overpaid: 979n,
  }),
  'payment.surplus_returned': ledger.entriesForCreditReturned(money(7021n)),
  'balance.applied': ledger.entriesForBalanceApplied(money(979n)),
  'balance.released': ledger.entriesForBalanceReleased(money(979n)),
  'invoice.voided': ledger.entriesForInvoiceVoided({ ...invoice, recognizedAmount: earned(5900n) }),
  'credit_note.issued': ledger.entriesForCreditNoteIssued({
    currency: 'EUR',
    total: 2380n,
    lines: [{ ...line, netAmount: 2000n }],
    breakdown: [{ country: 'DE', taxAmount: 380n }],
    toReceivable: 0n,
    toCustomerCredit: 0n,
    toRefund: 2380n,
    recognizedAmount: earned(2000n),
  }),
  'refund.sent': ledger.entriesForRefundSent(money(2380n)),
  'refund.unsent': ledger.entriesForRefundUnsent(money(2380n)),
  'refund.succeeded': ledger.entriesForRefundSucceeded(money(2380n)),
  'refund.failed': ledger.entriesForRefundFailed(money(2380n)),
  'refund.kept_as_credit': ledger.entriesForRefundKeptAsCredit(money(2380n)),
  'credit.granted': ledger.entriesForCreditGranted(money(1000n)),
  'credit.withdrawn': ledger.entriesForCreditWithdrawn(money(1000n)),
  'credit.expired': ledger.entriesForCreditExpired(money(1000n)),
  'invoice.uncollectible': ledger.entriesForUncollectible({ ...money(7021n), taxes: vat }),
  'bad_debt.recovered': ledger.entriesForBadDebtRecovered({
    ...money(3500n),
    taxes: recoveredTaxes({ taxes: vat, writtenOff: 7021n, recoveredBefore: 0n, amount: 3500n }),
  }),
  'dispute.opened': ledger.entriesForDisputeOpened(money(7021n)),
  'dispute.won': ledger.entriesForDisputeWon(money(7021n)),
  'dispute.lost': ledger.entriesForDisputeLost(money(7021n)),
  'dispute.fee': ledger.entriesForDisputeFee(money(2000n)),
}

const examples = [...doc.matchAll(/^### [^\n]*: `([a-z_.]+)`\n([\s\S]*?)(?=^#|^A credit note)/gm)].map(
  ([, kind, text]) => ({
    kind: kind!,
    entries: Object.fromEntries(
      text!
        .split('\n')
        .filter((row) => row.startsWith('| `'))
        .map(cells)
        .map(([account, debit, credit]) => [account!, minor(debit!) - minor(credit!)]),
    ),
  }),
)

it('has an example of every event, and every event has a word for DATEV', () => {
  expect(examples.map(({ kind }) => kind).sort()).toEqual(Object.keys(posted).sort())
  expect(Object.keys(DATEV_TEXTS).sort()).toEqual(Object.keys(posted).sort())
})

it.each(examples)('$kind posts what the doc says', ({ kind, entries }) => {
  expect(entries).toEqual(Object.fromEntries(posted[kind]!.map(({ account, amount }) => [account, amount])))
})

it('shows the chart of accounts as the data has it', () => {
  const rows = doc.split('\n').filter((row) => /\| (asset|liability|income|expense) +\|/.test(row))
  expect(
    rows
      .map(cells)
      .map(([code, , kind, skr03, skr04]) => ({ code, class: kind, numbers: { SKR03: skr03, SKR04: skr04 } })),
  ).toEqual(CHART_OF_ACCOUNTS)
})
