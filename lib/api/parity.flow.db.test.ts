import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { db } from '@/lib/platform/db/client'
import { closeJobs } from '@/lib/runtime/run-jobs'
import {
  ACTOR,
  addMethod,
  brokenInvariants,
  createWorld,
  priceOf,
  standAt,
  START,
  subscribedCustomer,
  work,
} from '@/lib/runtime/testing/world'
import { beginSubscription } from '@/lib/subscriptions/begin-subscription'
import { apiClient, newSecretFor, type ApiAnswer } from './testing/api-client'
import { bareCustomer, newCoupon } from './testing/api-world'

// What portal and admin can do, by the API: each the same use-case, so here only that it is reached, and what it comes to.
// professional: 59.00 + 19 % = 70.21 a month; 15 January to 15 February.

const call = apiClient()
const HOUR = 60 * 60 * 1000
let staff: string
let customerId: string
let own: string
let subscriptionId: string
let invoiceId: string
let keys = 0

const ask = (line: string, secret: string, body?: unknown): Promise<ApiAnswer> =>
  call(line, { secret, body, headers: line.startsWith('GET') ? {} : { 'idempotency-key': `parity-${(keys += 1)}` } })
const asStaff = (line: string, body?: unknown) => ask(line, staff, body)
const asCustomer = (line: string, body?: unknown) => ask(line, own, body)
const codeOf = async (answer: Promise<ApiAnswer>) => {
  const { status, body } = await answer
  return [status, body.code]
}

beforeAll(async () => {
  await createWorld()
  ;({ customerId, subscriptionId, invoiceId } = await subscribedCustomer())
  ;[staff, own] = [await newSecretFor(null), await newSecretFor(customerId)]
  await standAt(new Date(START.getTime() + HOUR))
})
afterAll(async () => {
  expect(await brokenInvariants(new Date(START.getTime() + HOUR))).toEqual([])
  await closeJobs()
})

test('credit is given with an expiry, seen by the customer, and taken back', async () => {
  const given = { customerId, amount: 1500, note: 'A slow answer', expiresAt: '2026-03-01T00:00:00Z' }
  const { status, body: grant } = await asStaff('POST /credit-grants', given)
  expect([status, grant.remaining, grant.source]).toEqual([201, 1500, 'MANUAL'])
  expect((await asCustomer(`GET /customers/${customerId}`)).body.balance).toBe(1500)
  expect((await asCustomer('GET /credit-grants')).body.data).toEqual([grant])
  const { body: ended } = await asStaff(`POST /credit-grants/${grant.id}/withdraw`)
  expect([ended.remaining, ended.endReason]).toEqual([0, 'WITHDRAWN'])
  expect(await codeOf(asStaff(`POST /credit-grants/${grant.id}/withdraw`))).toEqual([409, 'credit_used_up'])
  const { data } = (await asCustomer('GET /balance-entries')).body
  expect(data.map(({ kind, amount }: { kind: string; amount: number }) => [kind, amount])).toEqual([
    ['WITHDRAWN', -1500],
    ['GRANTED', 1500],
  ])
  const first = (await asCustomer('GET /balance-entries?limit=1')).body
  const second = (await asCustomer(`GET /balance-entries?limit=1&after=${first.nextCursor}`)).body
  expect([...first.data, ...second.data]).toEqual(data)
  expect((await asCustomer(`GET /balance-entries?before=${second.previousCursor}`)).body.data).toEqual(first.data)
})

test('a coupon on a running subscription: the preview is the next charge', async () => {
  const couponId = await newCoupon('PARITY')
  const path = `/subscriptions/${subscriptionId}/discounts`
  const { body: preview } = await asStaff(`POST ${path}/preview`, { couponId })
  // 59.00 − 10 % = 53.10, + 19 % = 63.189 → 63.19
  expect(preview.nextCharge.charge.total).toBe(6319)
  const { body: discount } = await asStaff(`POST ${path}`, { couponId })
  expect((await asCustomer(`GET /subscriptions/${subscriptionId}/next-charge`)).body.charge).toEqual(
    preview.nextCharge.charge,
  )
  expect((await asCustomer(`GET ${path}`)).body.data).toEqual([discount])
  expect((await asStaff(`DELETE ${path}/${discount.id}`)).body.endCycle).toBe(1)
  expect((await asCustomer(`GET /subscriptions/${subscriptionId}/next-charge`)).body.charge.total).toBe(7021)
  expect((await asStaff(`POST /coupons/${couponId}/deactivate`)).body.active).toBe(false)
  expect(await codeOf(asStaff(`POST ${path}`, { couponId }))).toEqual([422, 'coupon_inactive'])
})

describe('trials and starts', () => {
  test('the trial of a plan is started by the customer, and extended by staff', async () => {
    await db.plan.updateMany({ where: { code: 'starter' }, data: { trialDays: 14 } })
    const trialist = await bareCustomer('Trial GmbH')
    const key = await newSecretFor(trialist)
    const { status, body } = await ask('POST /subscriptions/trial', key, { priceId: await priceOf('starter') })
    expect([status, body.status, body.trialEndsAt]).toEqual([201, 'TRIALING', '2026-01-29T10:00:00.000Z'])
    expect(await codeOf(ask(`POST /subscriptions/${body.id}/extend-trial`, key, { days: 7 }))).toEqual([
      403,
      'staff_key_required',
    ])
    const { body: preview } = await asStaff(`POST /subscriptions/${body.id}/preview-extend-trial`, { days: 7 })
    const { body: extended } = await asStaff(`POST /subscriptions/${body.id}/extend-trial`, { days: 7 })
    expect(extended.trialEndsAt).toBe('2026-02-05T10:00:00.000Z')
    expect(preview.trialEndsAt).toBe(extended.trialEndsAt)
  })

  test('a backdated start is billed as its preview said; only staff agree on one', async () => {
    const buyer = await bareCustomer('Backdated GmbH')
    const begin = { customerId: buyer, priceId: await priceOf('professional'), startsAt: '2025-12-15T09:00:00Z' }
    const { body: preview } = await asStaff('POST /subscriptions/preview-begin', begin)
    const { previewedAt } = preview.settlement
    const terms = { ...begin, payment: 'STORED_METHOD' }
    const { status, body } = await asStaff('POST /subscriptions', { ...terms, previewedAt })
    expect([status, body.subscription.startedAt]).toEqual([201, '2025-12-15T09:00:00.000Z'])
    const { body: invoice } = await asStaff(`GET /invoices/${body.invoiceId}`)
    expect(invoice.total).toBe(preview.settlement.invoice.total)
    // Two months: 118.00 + 19 %.
    expect(invoice.total).toBe(14042)
    const key = await newSecretFor(buyer)
    expect(await codeOf(ask('POST /subscriptions', key, { ...terms, additional: true }))).toEqual([403, 'staff_terms'])
  })

  test('who has left comes back at today’s price', async () => {
    const { customerId: gone, subscriptionId: old } = await subscribedCustomer()
    const key = await newSecretFor(gone)
    expect(await codeOf(ask(`POST /subscriptions/${old}/reactivate`, key))).toEqual([409, 'subscription_not_ended'])
    const { body: preview } = await asStaff(`POST /subscriptions/${old}/preview-cancel`, { credit: 'BALANCE' })
    const now = { when: 'NOW', credit: 'BALANCE', previewedAt: preview.previewedAt }
    expect((await asStaff(`POST /subscriptions/${old}/cancel`, now)).body.status).toBe('CANCELED')
    expect((await ask(`GET /customers/${gone}`, key)).body.balance).toBe(preview.credited)
    const { body: charge } = await ask(`POST /subscriptions/${old}/preview-reactivate`, key)
    const { status, body } = await ask(`POST /subscriptions/${old}/reactivate`, key)
    expect([status, body.subscription.status]).toEqual([201, 'ACTIVE'])
    expect((await ask(`GET /invoices/${body.invoiceId}`, key)).body.total).toBe(charge.invoice.total)
  })
})

describe('invoices by hand', () => {
  const lines = [{ description: 'Workshop', quantity: 2, unitAmount: 12500 }]

  test('a draft is staff’s alone until it is finalised, as its preview said', async () => {
    const { body: preview } = await asStaff('POST /invoices/preview', { customerId, lines })
    const terms = { collectionMethod: 'SEND_INVOICE', paymentTermDays: 30 }
    const { status, body: draft } = await asStaff('POST /invoices', { customerId, lines, terms, memo: 'Thank you' })
    expect([status, draft.status, draft.total, preview.total]).toEqual([201, 'DRAFT', 29750, 29750])
    expect(await codeOf(asCustomer(`GET /invoices/${draft.id}`))).toEqual([404, 'not_found'])
    expect((await asCustomer('GET /invoices?status=DRAFT')).body.data).toEqual([])
    expect((await asStaff('GET /invoices?status=DRAFT')).body.data.map(({ id }: { id: string }) => id)).toEqual([
      draft.id,
    ])
    const poNumber = 'PO-4711'
    expect((await asStaff(`PATCH /invoices/${draft.id}`, { poNumber })).body).toEqual({ ...draft, poNumber })
    const fewer = [{ ...lines[0], quantity: 1 }]
    const { body: changed } = await asStaff(`PATCH /invoices/${draft.id}`, { lines: fewer })
    expect([changed.total, changed.poNumber, changed.collectionMethod]).toEqual([14875, poNumber, 'SEND_INVOICE'])
    const { body: issued } = await asStaff(`POST /invoices/${draft.id}/finalize`)
    expect([issued.status, issued.dueAt, issued.memo]).toEqual(['OPEN', '2026-02-14T10:00:00.000Z', 'Thank you'])
    expect(await codeOf(asStaff(`PATCH /invoices/${draft.id}`, { memo: null }))).toEqual([409, 'invoice_not_draft'])
    expect(await codeOf(asStaff(`DELETE /invoices/${draft.id}`))).toEqual([409, 'invoice_not_written'])
    const xml = await asCustomer(`GET /invoices/${draft.id}/xml`)
    expect([xml.status, xml.body.toString().includes('<cbc:CustomizationID>')]).toEqual([200, true])
    // A transfer in part, and again by the same reference: it counts once.
    const transfer = { amount: 4875, reference: 'RF18 0001' }
    const { body: payment } = await asStaff(`POST /invoices/${draft.id}/record-payment`, transfer)
    expect((await asStaff(`POST /invoices/${draft.id}/record-payment`, transfer)).body).toEqual(payment)
    expect((await asCustomer(`GET /invoices/${draft.id}`)).body.amountDue).toBe(10000)
    expect(await codeOf(asStaff(`POST /invoices/${draft.id}/void`, { reason: 'Wrong' }))).toEqual([
      409,
      'invoice_has_payments',
    ])
    const { body: given } = await asStaff(`POST /invoices/${draft.id}/mark-uncollectible`)
    expect([given.status, given.amountPaid]).toEqual(['UNCOLLECTIBLE', 4875])
  })

  test('the same key is the same invoice; one is voided, billed again, and thrown away as a draft', async () => {
    const write = (key: string, finalize: boolean) =>
      call('POST /invoices', {
        secret: staff,
        body: { customerId, lines, finalize, terms: { collectionMethod: 'SEND_INVOICE' } },
        headers: { 'idempotency-key': key },
      })
    const { body: invoice } = await write('written-1', true)
    expect([invoice.status, (await write('written-1', true)).body.id]).toEqual(['OPEN', invoice.id])
    const { status, body: anew } = await asStaff(`POST /invoices/${invoice.id}/bill-again`, { reason: 'Wrong company' })
    expect([status, anew.total, anew.id === invoice.id]).toEqual([201, invoice.total, false])
    expect((await asStaff(`GET /invoices/${invoice.id}`)).body.status).toBe('VOID')
    expect((await asStaff(`POST /invoices/${anew.id}/void`, { reason: 'Not at all' })).body.status).toBe('VOID')
    const { body: draft } = await write('written-2', false)
    expect((await asStaff(`DELETE /invoices/${draft.id}`)).status).toBe(200)
    expect(await codeOf(asStaff(`GET /invoices/${draft.id}`))).toEqual([404, 'not_found'])
  })
})

test('a credit note goes where its preview said, and its refund is seen', async () => {
  const wanted = { invoiceId, amount: 1000, to: 'REFUND' }
  const { body: preview } = await asStaff('POST /credit-notes/preview', wanted)
  expect([preview.total, preview.toRefund, preview.taxTotal]).toEqual([1000, 1000, 160])
  const { body: note } = await asStaff('POST /credit-notes', {
    ...wanted,
    reason: 'goodwill',
    expectedTotal: preview.total,
  })
  expect(note).toMatchObject(preview)
  await work()
  const { data } = (await asCustomer(`GET /refunds?creditNoteId=${note.id}`)).body
  expect(data).toMatchObject([{ amount: 1000, status: 'SUCCEEDED', creditNoteId: note.id, invoiceId }])
  expect((await asCustomer(`GET /refunds/${data[0].id}`)).body).toEqual(data[0])
  expect((await asCustomer(`GET /credit-notes/${note.id}/xml`)).status).toBe(200)
})

test('dunning is seen by the customer, held and released by staff', async () => {
  const debtor = await bareCustomer('Debtor GmbH')
  const { invoice } = await beginSubscription({
    ...{ customerId: debtor, priceId: await priceOf('starter'), actor: ACTOR },
    now: new Date(START.getTime() + HOUR),
  })
  await work()
  const key = await newSecretFor(debtor)
  const path = `/invoices/${invoice!.id}/dunning`
  const { body: dunning } = await ask(`GET ${path}`, key)
  expect([dunning.state, dunning.stop]).toEqual(['STOPPED', 'NO_METHOD'])
  expect((await ask('GET /dunnings', key)).body.data).toEqual([dunning])
  expect((await asCustomer('GET /dunnings')).body.data).toEqual([])
  expect(await codeOf(asCustomer(`GET ${path}`))).toEqual([404, 'not_found'])
  expect((await asStaff(`POST ${path}/hold`)).body.state).toBe('PAUSED')
  expect((await asStaff('GET /dunnings?state=PAUSED')).body.data).toHaveLength(1)
  expect((await asStaff(`POST ${path}/release`)).body.state).toBe('STOPPED')
})

test('what is decided for one customer: terms, VAT, overrides; the spend cap is their own', async () => {
  const path = `/customers/${customerId}/billing-terms`
  expect(await codeOf(asStaff(`PATCH ${path}`, { taxExempt: true }))).toEqual([422, 'tax_exempt_reason_missing'])
  const terms = { taxExempt: true, taxExemptReason: 'Intergovernmental organisation' }
  expect((await asStaff(`PATCH ${path}`, { ...terms, invoiceMemo: 'Hello' })).body).toMatchObject({
    ...terms,
    invoiceMemo: 'Hello',
    collectionMethod: 'CHARGE_AUTOMATICALLY',
  })
  expect((await asStaff(`PATCH ${path}`, { taxExempt: false, invoiceMemo: null })).body).toMatchObject({
    taxExempt: false,
    taxExemptReason: null,
    invoiceMemo: null,
  })
  await asCustomer(`PATCH /customers/${customerId}`, { vatId: 'FR40303265045' })
  expect((await asStaff(`POST /customers/${customerId}/check-vat-id`)).status).toBe(200)
  const { data: checks } = (await asCustomer(`GET /customers/${customerId}/vat-id-checks`)).body
  expect(checks[0]).toMatchObject({ vatId: 'FR40303265045' })
  expect(checks.length).toBeGreaterThan(0)

  const about = { customerId, meter: 'api_calls', included: null, reason: 'Promised by sales' }
  const { body: override } = await asStaff('POST /entitlement-overrides', about)
  const included = async () =>
    (await asCustomer('GET /entitlements')).body.meters.find(({ meter }: { meter: string }) => meter === 'api_calls')
      .included
  expect([override.hard, await included()]).toEqual([true, null])
  expect((await asStaff(`DELETE /entitlement-overrides/${override.id}`)).body.removedAt).not.toBeNull()
  expect(await included()).not.toBeNull()
  expect(await codeOf(asStaff(`DELETE /entitlement-overrides/${override.id}`))).toEqual([404, 'not_found'])

  const limits = { spendCap: 5000, alertThresholds: [90, 50] }
  expect((await asCustomer('PATCH /spend-limits', limits)).body).toMatchObject({
    spendCap: 5000,
    alertThresholds: [50, 90],
  })
  expect((await asCustomer('PATCH /spend-limits', { spendCap: null })).body).toMatchObject({
    spendCap: null,
    alertThresholds: [50, 90],
  })
})

test('the books: balances sum to zero, entries come whole page by page, DATEV has a file', async () => {
  const period = 'from=2026-01-01&through=2026-01-31'
  const { body: balance } = await asStaff(`GET /ledger/trial-balance?${period}`)
  const sum = (pick: 'opening' | 'closing') =>
    balance.accounts.reduce((total: number, account: Record<string, number>) => total + account[pick]!, 0)
  expect([sum('opening'), sum('closing'), balance.accounts.length > 4]).toEqual([0, 0, true])
  const { data: all, hasMore } = (await asStaff(`GET /ledger/entries?${period}&limit=100`)).body
  expect([hasMore, all.length > 20]).toEqual([false, true])
  const seen: unknown[] = []
  for (let after = ''; ;) {
    const { data, nextCursor } = (await asStaff(`GET /ledger/entries?${period}&limit=7${after}`)).body
    seen.push(...data)
    if (!nextCursor) break
    after = `&after=${nextCursor}`
  }
  expect(seen).toEqual(all)
  const receivable = all.filter(({ account }: { account: string }) => account === 'receivable')
  expect((await asStaff(`GET /ledger/entries?${period}&account=receivable&limit=100`)).body.data).toEqual(receivable)
  const closing = balance.accounts.find(({ account }: { account: string }) => account === 'receivable').closing
  expect(receivable.reduce((total: number, { amount }: { amount: number }) => total + amount, 0)).toBe(closing)
  const { body: vat } = await asStaff(`GET /ledger/vat?${period}`)
  expect(
    vat.rates.find(({ country, rate }: { country: string; rate: string }) => country === 'DE' && rate === '19').tax > 0,
  ).toBe(true)
  expect((await asStaff('GET /ledger/deferred-revenue')).body.deferred).toBeGreaterThan(0)
  const datev = await asStaff(`GET /ledger/datev?${period}&consultant=1001&client=1`)
  expect(datev.body.toString('latin1').startsWith('"EXTF";700')).toBe(true)
  expect(await codeOf(asStaff('GET /ledger/vat?from=2026-02-01&through=2026-01-01'))).toEqual([422, 'period_invalid'])
  expect(await codeOf(asCustomer(`GET /ledger/vat?${period}`))).toEqual([403, 'insufficient_scope'])
})

test('a new price is published, and subscriptions move to it with notice', async () => {
  const priceId = await priceOf('professional')
  const { body: before } = await asStaff(`GET /prices/${priceId}`)
  const { status, body: price } = await asStaff(`POST /prices/${priceId}/publish`, {
    unitAmount: before.unitAmount + 500,
  })
  expect([status, price.version, price.subscriptions.onOthers]).toEqual([
    201,
    before.version + 1,
    before.subscriptions.onThis,
  ])
  expect((await asStaff(`GET /prices/${priceId}`)).body.active).toBe(false)
  expect(await codeOf(asStaff(`POST /prices/${price.id}/move-subscriptions`, { noticeDays: 1 }))).toEqual([
    422,
    'notice_too_short',
  ])
  const { body: moved } = await asStaff(`POST /prices/${price.id}/move-subscriptions`)
  expect(moved.moved).toBeGreaterThan(0)
  expect((await asCustomer(`GET /subscriptions/${subscriptionId}`)).body.pendingChange.priceId).toBe(price.id)
  expect((await asStaff(`GET /prices/${price.id}`)).body.subscriptions.announced).toBe(moved.moved)
  expect(await codeOf(asStaff('GET /prices/price_nobody'))).toEqual([404, 'not_found'])

  // Called off for one, then for all.
  const path = `/subscriptions/${subscriptionId}`
  expect(await codeOf(asCustomer(`POST ${path}/cancel-price-move`))).toEqual([403, 'staff_key_required'])
  const { body: preview } = await asStaff(`POST ${path}/preview-cancel-price-move`)
  expect(preview.toldFor).toBe('2026-02-15T09:00:00.000Z')
  expect((await asStaff(`POST ${path}/cancel-price-move`)).body.pendingChange).toBeNull()
  expect((await asCustomer(`GET ${path}/next-charge`)).body.charge).toEqual(preview.nextCharge.charge)
  expect(await codeOf(asStaff(`POST ${path}/cancel-price-move`))).toEqual([409, 'price_move_not_planned'])
  const all = `POST /prices/${price.id}/cancel-moves`
  expect((await asStaff(all)).body).toEqual({ canceled: moved.moved - 1, told: moved.moved - 1 })
  expect((await asStaff(all)).body).toEqual({ canceled: 0, told: 0 })
})

// Last: time passes.
test('a trial is ended by the customer, who then pays from now on', async () => {
  await db.plan.updateMany({ where: { code: 'starter' }, data: { trialDays: 14 } })
  const trialist = await bareCustomer('Eager GmbH')
  const key = await newSecretFor(trialist)
  const { body: trial } = await ask('POST /subscriptions/trial', key, { priceId: await priceOf('starter') })
  const later = new Date(START.getTime() + 2 * HOUR)
  await standAt(later)
  const path = `/subscriptions/${trial.id}`
  const { body: preview } = await ask(`POST ${path}/preview-end-trial`, key)
  // 29.00 + 19 %.
  expect([preview.renewsAt, preview.settlement.toCharge]).toEqual(['2026-02-15T11:00:00.000Z', 3451])
  const { previewedAt } = preview.settlement
  expect(await codeOf(ask(`POST ${path}/end-trial`, key, { previewedAt }))).toEqual([409, 'payment_method_missing'])
  await addMethod(trialist, '4242424242424242', later)
  const { status, body } = await ask(`POST ${path}/end-trial`, key, { previewedAt })
  expect([status, body.subscription.status, body.subscription.currentPeriodEnd]).toEqual([
    200,
    'ACTIVE',
    preview.renewsAt,
  ])
  expect((await ask(`GET /invoices/${body.invoiceId}`, key)).body.total).toBe(3451)
  expect(await codeOf(ask(`POST ${path}/end-trial`, key, {}))).toEqual([409, 'subscription_not_in_trial'])
})
