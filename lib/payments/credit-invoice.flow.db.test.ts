import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { CreditNoteRequest } from '@/lib/engine/credit-note'
import { giveCustomerCredit } from '@/lib/payments/give-customer-credit'
import { getBalance } from '@/lib/balance/read-balance'
import { getInvoiceDetail } from '@/lib/invoices/read-invoices'
import { issueInvoices } from '@/lib/invoices/issue-invoices'
import { lockCustomer } from '@/lib/customers/lock-customers'
import { db, inTransaction } from '@/lib/platform/db/client'
import { closeJobs } from '@/lib/runtime/run-jobs'
import {
  ACTOR,
  BERLIN,
  brokenInvariants,
  confirmInBrowser,
  createWorld,
  intentOf,
  listAtStripe,
  newCustomer,
  START,
  startCheckout,
  subscribedCustomer,
  work,
} from '@/lib/runtime/testing/world'
import { creditInvoice, previewCredit } from './credit-invoice'
import { reconcilePayment } from './reconcile-payment'
import { recordDispute } from './record-dispute'
import { getPayment } from './read-payments'

// Professional, monthly, in Germany: 59.00 + 19 % = 70.21.

beforeAll(createWorld)
afterAll(closeJobs)

type To = 'refund' | 'balance' | 'outside'
const credit = (invoiceId: string, request: CreditNoteRequest, to: To, more: { reference?: string } = {}) =>
  creditInvoice({ invoiceId, request, to, reason: 'goodwill', actor: ACTOR, now: START, ...more })
const balance = (customerId: string) => getBalance({ customerId, currency: 'EUR', now: START })
const noteOf = (id: string) => db.creditNote.findUniqueOrThrow({ where: { id }, include: { lines: true } })
const everything = async () => ({
  creditNotes: await db.creditNote.count(),
  refunds: await db.refund.count(),
  grants: await db.creditGrant.count(),
  postings: await db.ledgerTransaction.count(),
  audit: await db.auditEntry.count(),
  numbers: (await db.numberSeries.findMany()).map(({ prefix, nextNumber }) => [prefix, nextNumber]),
})

/** An open invoice over lines of these net amounts, without a subscription. */
async function openInvoice(amounts: readonly bigint[]): Promise<{ customerId: string; invoiceId: string }> {
  const customerId = await newCustomer()
  await db.customer.update({ where: { id: customerId }, data: { ...BERLIN } })
  const [invoice] = await inTransaction(async (tx) => {
    const customer = await lockCustomer(tx, customerId)
    const lines = amounts.map((amount, index) => ({
      billingKey: `manual:${customerId}:${index}`,
      kind: 'CHARGE' as const,
      subscriptionId: null,
      segmentId: null,
      cycleIndex: null,
      planCode: null,
      priceId: null,
      description: `Line ${index + 1}`,
      quantity: 1,
      unitAmount: amount.toString(),
      from: null,
      to: null,
      amount,
      discounts: [],
      taxBehavior: 'EXCLUSIVE' as const,
      explanation: {},
    }))
    const draft = { customerId, subscriptionId: null, reason: 'MANUAL' as const, lines, collect: 'on_session' as const }
    return issueInvoices(tx, { drafts: [draft], customers: new Map([[customerId, customer]]), now: START })
  })
  return { customerId, invoiceId: invoice!.id }
}

describe('a credit goes', () => {
  test('to the balance, from where the next order is paid', async () => {
    const { invoiceId, customerId } = await subscribedCustomer()
    // 10.00 gross: VAT 1121 × 1000 ÷ 7021 = 1.60.
    const { creditNoteId } = await credit(invoiceId, { amount: 1000n }, 'balance')
    expect(await noteOf(creditNoteId)).toMatchObject({ subtotal: 840n, taxTotal: 160n, toBalance: 1000n, toRefund: 0n })
    expect(await balance(customerId)).toBe(1000n)
    const mails = await db.notification.findMany({ where: { customerId, kind: 'credit_note_issued' } })
    expect(mails).toHaveLength(1)
  })

  test('outside: recorded with its reference, and what is then refunded is less', async () => {
    const { invoiceId, customerId } = await subscribedCustomer()
    const { creditNoteId } = await credit(invoiceId, { amount: 5000n }, 'outside', { reference: 'SEPA 4711' })
    expect(await noteOf(creditNoteId)).toMatchObject({ toOutside: 5000n, outsideReference: 'SEPA 4711' })
    // 20.21 of the money are left to refund.
    expect(await credit(invoiceId, { amount: 'remaining' }, 'refund')).toMatchObject({ total: 2021n, toRefund: 2021n })
    const entries = await db.ledgerEntry.findMany({ where: { account: 'paid_outside', transaction: { customerId } } })
    expect(entries.map(({ amount }) => amount)).toEqual([-5000n])
  })

  test('back as far as money was paid, the rest to the balance that paid it', async () => {
    const customerId = await newCustomer()
    await giveCustomerCredit({ customerId, amount: 2021n, note: 'Sorry', expiresAt: null, actor: ACTOR, now: START })
    const order = await startCheckout({ customerId })
    await confirmInBrowser({ clientSecret: order.clientSecret, number: '4242424242424242' })
    await reconcilePayment({ paymentId: order.paymentId, now: START })
    const preview = await previewCredit({ invoiceId: order.invoiceId, request: { amount: 'remaining' }, to: 'refund' })
    const parts = { toReceivable: 0n, toRefund: 5000n, toCustomerCredit: 2021n, toOutside: 0n }
    expect(preview.settlement).toEqual(parts)
    const done = await credit(order.invoiceId, { amount: 'remaining' }, 'refund')
    expect(done).toMatchObject({ total: 7021n, toRefund: 5000n, toBalance: 2021n })
    await work()
    expect(await balance(customerId)).toBe(2021n)
    const { refunds } = (await getInvoiceDetail({ id: order.invoiceId })).payments[0]!
    expect(
      (await listAtStripe('refunds')).filter(({ metadata }) => metadata.refund_id === refunds[0]?.id),
    ).toMatchObject([{ amount: 5000, status: 'succeeded' }])
    expect(await brokenInvariants(START)).toEqual([])
  })

  test('against what is due first: an open invoice is lowered, then closed', async () => {
    const { invoiceId, customerId } = await openInvoice([10_000n, 5_000n])
    const detail = await getInvoiceDetail({ id: invoiceId })
    // The first line: 100.00 + 19.00, half of it.
    const half = { lines: [{ id: detail.lines[0]!.id, grossAmount: 5950n }] }
    const { creditNoteId } = await credit(invoiceId, half, 'refund')
    expect(await noteOf(creditNoteId)).toMatchObject({
      toReceivable: 5950n,
      lines: [{ amount: 5000n, taxAmount: 950n }],
    })
    expect(await getInvoiceDetail({ id: invoiceId })).toMatchObject({ status: 'OPEN', amountCredited: 5950n })
    await credit(invoiceId, { amount: 'remaining' }, 'balance')
    expect(await getInvoiceDetail({ id: invoiceId })).toMatchObject({ status: 'PAID', amountCredited: 17_850n })
    expect(await balance(customerId)).toBe(0n)
    expect(await brokenInvariants(START)).toEqual([])
  })
})

test('random credits by line and by amount, until nothing is left, add up to the invoice to the cent', async () => {
  const amounts = fc.array(fc.bigInt({ min: 1n, max: 99_999n }), { minLength: 1, maxLength: 4 })
  const step = fc.record({
    line: fc.option(fc.nat(3)),
    share: fc.integer({ min: 1, max: 100 }),
    to: fc.constantFrom<To>('balance', 'outside', 'refund'),
  })
  await fc.assert(
    fc.asyncProperty(amounts, fc.array(step, { maxLength: 6 }), async (nets, steps) => {
      const { invoiceId } = await openInvoice(nets)
      const { lines, total, taxTotal } = await getInvoiceDetail({ id: invoiceId })
      for (const { line, share, to } of steps) {
        const chosen = line === null ? undefined : lines[line % lines.length]
        const whole = chosen ? chosen.amount + chosen.taxAmount : total
        const amount = (whole * BigInt(share)) / 150n
        const request = chosen ? { lines: [{ id: chosen.id, grossAmount: amount }] } : { amount }
        await credit(invoiceId, request, to).catch((error: { code?: string }) => {
          expect(error.code).toMatch(/^credit_(exceeds_invoice|not_positive)$/)
        })
      }
      await credit(invoiceId, { amount: 'remaining' }, 'balance').catch((error: { code?: string }) =>
        expect(error.code).toBe('credit_not_positive'),
      )
      const notes = await db.creditNote.findMany({ where: { invoiceId }, include: { lines: true } })
      expect(notes.reduce((sum, note) => sum + note.total, 0n)).toBe(total)
      expect(notes.reduce((sum, note) => sum + note.taxTotal, 0n)).toBe(taxTotal)
      for (const { id, amount, taxAmount } of lines) {
        const parts = notes.flatMap((note) => note.lines).filter(({ invoiceLineId }) => invoiceLineId === id)
        expect([parts.reduce((s, p) => s + p.amount, 0n), parts.reduce((s, p) => s + p.taxAmount, 0n)]).toEqual([
          amount,
          taxAmount,
        ])
      }
    }),
    { numRuns: 25 },
  )
  expect(await brokenInvariants(START)).toEqual([])
})

describe('what contradicts the facts is refused with a code, and leaves nothing behind', () => {
  test('too much, nothing, less than nothing, another line, another state, an old preview, a dispute', async () => {
    const paid = await subscribedCustomer()
    const waiting = await startCheckout({ customerId: await newCustomer() })
    const open = await openInvoice([1000n])
    const before = await everything()
    const codes = async (attempt: Promise<unknown>) =>
      attempt.then(
        () => 'accepted',
        (error: { code?: string }) => error.code,
      )
    const line = (id: string, grossAmount: bigint) => ({ lines: [{ id, grossAmount }] })
    const lineId = (await getInvoiceDetail({ id: paid.invoiceId })).lines[0]!.id
    expect({
      tooMuch: await codes(credit(paid.invoiceId, { amount: 7022n }, 'balance')),
      nothing: await codes(credit(paid.invoiceId, { amount: 0n }, 'balance')),
      negative: await codes(credit(paid.invoiceId, { amount: -1n }, 'balance')),
      lineTooMuch: await codes(credit(paid.invoiceId, line(lineId, 7022n), 'outside')),
      lineNegative: await codes(credit(paid.invoiceId, line(lineId, -5n), 'outside')),
      strange: await codes(credit(open.invoiceId, line(lineId, 5n), 'balance')),
      twice: await codes(
        credit(paid.invoiceId, { lines: [...line(lineId, 5n).lines, ...line(lineId, 5n).lines] }, 'balance'),
      ),
      waiting: await codes(credit(waiting.invoiceId, { amount: 100n }, 'balance')),
      old: await codes(
        creditInvoice({
          invoiceId: paid.invoiceId,
          request: { amount: 'remaining' },
          to: 'balance',
          expectedTotal: 7020n,
          reason: 'goodwill',
          actor: ACTOR,
          now: START,
        }),
      ),
      unknown: await codes(credit('inv_unknown', { amount: 1n }, 'balance')),
    }).toEqual({
      tooMuch: 'credit_exceeds_invoice',
      nothing: 'credit_not_positive',
      negative: 'credit_exceeds_invoice',
      lineTooMuch: 'credit_exceeds_invoice',
      lineNegative: 'credit_exceeds_invoice',
      strange: 'credit_line_unknown',
      twice: 'credit_line_unknown',
      waiting: 'payment_under_way',
      old: 'changed_meanwhile',
      unknown: 'not_found',
    })
    expect(await everything()).toEqual(before)

    const { paymentId, clientSecret, invoiceId } = paid
    const report = { processorRef: 'du_credit', paymentRef: intentOf(clientSecret), status: 'OPEN' as const }
    await recordDispute({
      payment: await getPayment(paymentId),
      report: { ...report, amount: 7021n, currency: 'EUR', reason: 'fraudulent', fee: null, respondBy: null },
      now: START,
    })
    const disputed = await everything()
    const request = { amount: 100n }
    expect(await codes(credit(invoiceId, request, 'refund'))).toBe('payment_disputed')
    expect(await codes(previewCredit({ invoiceId, request, to: 'refund' }))).toBe('payment_disputed')
    expect(await everything()).toEqual(disputed)
  })
})
