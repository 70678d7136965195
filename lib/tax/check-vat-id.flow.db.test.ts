import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { env } from '@/lib/platform/env'
import { cancelNow } from '@/lib/payments/cancel-now'
import { db } from '@/lib/platform/db/client'
import { getCustomer } from '@/lib/customers/read-customers'
import { checkOut } from '@/lib/checkout/check-out'
import { updateBillingDetails } from '@/lib/customers/update-billing-details'
import { editDraft, finalizeNow } from '@/lib/invoices/edit-draft'
import { updateInvoicingPolicy } from '@/lib/invoices/invoicing-policy'
import {
  ACTOR,
  BERLIN,
  brokenInvariants,
  createWorld,
  newCustomer,
  priceOf,
  standAt,
  START,
  subscribedCustomer,
  travelTo,
  work,
} from '@/lib/runtime/testing/world'
import { checkVatId } from './check-vat-id'
import { listVatIdChecks } from './read-checks'

const PARIS = {
  ...BERLIN,
  name: 'Atelier Rivoli SARL',
  addressLine1: '11 rue de Rivoli',
  postalCode: '75004',
  city: 'Paris',
  country: 'FR',
  vatId: 'FR40303265045',
}

async function vies(order: object | null): Promise<void> {
  const response = await fetch(`${env.SANDBOX_URL}/sandbox/vies`, {
    method: order ? 'POST' : 'DELETE',
    ...(order ? { body: JSON.stringify(order) } : {}),
  })
  if (!response.ok) throw new Error(await response.text())
}

/** Each test begins at START anew: what is recognised by day has seen later days then, which only here can be. */
const broken = async (now: string) =>
  (await brokenInvariants(new Date(now))).filter((each) => !each.startsWith('revenue_recognized'))

const saveDetails = (customerId: string, details: Partial<typeof PARIS> = {}, now = START) =>
  updateBillingDetails({ customerId, details: { ...PARIS, ...details }, actor: ACTOR, now })

beforeAll(createWorld)
beforeEach(async () => {
  await vies(null)
  await standAt(START)
})

describe('a VAT id that is saved', () => {
  test('is checked by the job, with the consultation number kept as evidence', async () => {
    const id = await newCustomer()
    expect(await saveDetails(id)).toMatchObject({ vatIdStatus: 'UNKNOWN', vatIdCheckAt: START })
    await work()
    const customer = await getCustomer(id)
    // START + 90 days: 15 January → 15 April
    expect(customer).toMatchObject({ vatIdStatus: 'VALID', vatIdCheckAt: new Date('2026-04-15T09:00:00Z') })
    expect(await listVatIdChecks(id, 10)).toMatchObject([
      {
        vatId: 'FR40303265045',
        requesterVatId: 'DE136695976',
        outcome: 'VALID',
        requestIdentifier: expect.stringMatching(/^WAPIAAAA/),
        name: 'SANDBOX TRADING FR40303265045',
        checkedAt: START,
      },
    ])
  })

  test('that VIES does not know is invalid; changing it asks anew', async () => {
    const id = await newCustomer()
    await saveDetails(id, { vatId: 'FR83404833048' })
    await work()
    expect(await getCustomer(id)).toMatchObject({ vatIdStatus: 'INVALID', vatIdCheckAt: null })
    await saveDetails(id)
    await work()
    expect(await getCustomer(id)).toMatchObject({ vatIdStatus: 'VALID' })
  })

  test('of another country than the Union is not asked about', async () => {
    const id = await newCustomer()
    await saveDetails(id, { country: 'CH', vatId: 'CHE123456788' })
    await work()
    expect(await getCustomer(id)).toMatchObject({ vatIdStatus: 'UNKNOWN', vatIdCheckAt: null })
    expect(await listVatIdChecks(id, 10)).toEqual([])
  })

  test('without an answer it is asked about again, and each silence is kept', async () => {
    await vies({ vatId: 'FR', state: 'MS_UNAVAILABLE', times: 2 })
    const id = await newCustomer()
    await saveDetails(id)
    await travelTo('2026-01-15T09:20:00Z') // asked at 9:00, 9:05 and, ten minutes after that, 9:15
    expect((await listVatIdChecks(id, 10)).map(({ outcome, error }) => `${outcome} ${error}`)).toEqual([
      'VALID null',
      'UNAVAILABLE MS_UNAVAILABLE',
      'UNAVAILABLE MS_UNAVAILABLE',
    ])
    expect(await getCustomer(id)).toMatchObject({ vatIdStatus: 'VALID', vatIdCheckFailures: 0 })
  })

  test('an answer about an id that was changed meanwhile changes nothing', async () => {
    const id = await newCustomer()
    await saveDetails(id)
    const asked = checkVatId({ customerId: id, now: START })
    await saveDetails(id, { vatId: 'FR83404833048' })
    await asked
    expect((await getCustomer(id)).vatIdStatus).not.toBe('VALID')
  })
})

describe('the checkout with a VAT id', () => {
  const order = async (details: Partial<typeof PARIS> | { vatId?: string } = {}) =>
    checkOut({
      customerId: await newCustomer(),
      priceId: await priceOf('professional'),
      details: { ...PARIS, ...details },
      actor: ACTOR,
      now: START,
    })
  const billed = async (invoiceId: string) => {
    const { total, taxTotal } = await db.invoice.findUniqueOrThrow({ where: { id: invoiceId } })
    return { total, taxTotal }
  }

  test('asks VIES at once, so that a French company pays no VAT', async () => {
    expect(await billed((await order()).invoiceId)).toEqual({ total: 5900n, taxTotal: 0n })
  })

  test('with one that is not registered, France’s VAT is charged', async () => {
    const { invoiceId } = await order({ vatId: 'FR83404833048' })
    expect(await billed(invoiceId)).toEqual({ total: 7080n, taxTotal: 1180n })
  })

  test('without an answer nothing is ordered; without the id it goes on', async () => {
    await vies({ vatId: '*', state: 'TIMEOUT' })
    await expect(order()).rejects.toMatchObject({ code: 'vat_id_being_checked' })
    expect(await db.subscription.count({ where: { customer: { vatId: PARIS.vatId, vatIdStatus: 'UNKNOWN' } } })).toBe(0)
    expect(await billed((await order({ vatId: undefined })).invoiceId)).toEqual({ total: 7080n, taxTotal: 1180n })
    // A domestic sale does not depend on the answer.
    const domestic = await order({ country: 'DE', vatId: 'DE136695976' })
    expect(await billed(domestic.invoiceId)).toEqual({ total: 7021n, taxTotal: 1121n })
  })
})

test('with a grace period renewals stay drafts for late usage, then are finalised and charged', async () => {
  const policy = { graceHours: 48, vatIdRecheckDays: 90, vatIdTrustDays: 120, vatIdHoldDays: 7 }
  await updateInvoicingPolicy({ policy, actor: ACTOR, now: START })
  const { customerId } = await subscribedCustomer()
  await travelTo('2026-02-17T08:59:00Z')
  const where = { customerId, reason: 'SUBSCRIPTION_CYCLE' as const }
  expect(await db.invoice.findFirst({ where })).toMatchObject({
    status: 'DRAFT',
    heldFor: null,
    finalizesAt: new Date('2026-02-17T09:00:00Z'),
  })
  await travelTo('2026-02-17T09:01:00Z')
  expect(await db.invoice.findFirst({ where })).toMatchObject({
    status: 'PAID',
    total: 7021n, // 59.00 + 19 %
    createdAt: new Date('2026-02-15T09:00:00Z'),
    finalizedAt: new Date('2026-02-17T09:00:00Z'),
  })
  expect(await broken('2026-02-17T09:01:00Z')).toEqual([])
  await updateInvoicingPolicy({ policy: { ...policy, graceHours: 0 }, actor: ACTOR, now: START })
})

describe('renewals while VIES is silent', () => {
  /** Subscribed in Berlin, moved to Paris with a VAT id that nobody can confirm. */
  async function movedToParis() {
    const { customerId } = await subscribedCustomer()
    await vies({ vatId: 'FR', state: 'MS_UNAVAILABLE' })
    await saveDetails(customerId)
    return customerId
  }
  const renewal = (customerId: string) =>
    db.invoice.findFirstOrThrow({
      where: { customerId, reason: 'SUBSCRIPTION_CYCLE' },
      include: { lines: true, taxes: true },
    })

  test('the invoice is held without a number, and goes out without VAT when the answer is yes', async () => {
    const customerId = await movedToParis()
    await travelTo('2026-02-15T09:00:00Z')
    expect(await renewal(customerId)).toMatchObject({
      status: 'DRAFT',
      number: null,
      heldFor: 'VAT_ID',
      finalizesAt: new Date('2026-02-22T09:00:00Z'),
      collectAt: null,
      total: 7080n, // Professional 59.00 + 20 % of France, as it would be without an answer
    })
    expect(await broken('2026-02-15T09:00:00Z')).toEqual([])
    await vies(null)
    await travelTo('2026-02-16T00:00:00Z')
    const invoice = await renewal(customerId)
    expect(invoice).toMatchObject({ status: 'PAID', total: 5900n, taxTotal: 0n, finalizesAt: null, heldFor: null })
    expect(invoice.number).toMatch(/^INV-2026-/)
    expect(invoice.taxes).toMatchObject([{ category: 'AE', country: 'FR', tax: 0n, taxable: 5900n }])
    expect(invoice.lines).toMatchObject([{ amount: 5900n, taxAmount: 0n, taxCategory: 'AE' }])
    expect(await broken('2026-02-16T00:00:00Z')).toEqual([])
  })

  test('with no answer for a week VAT is charged, and the audit says why', async () => {
    const customerId = await movedToParis()
    await travelTo('2026-02-22T08:59:00Z')
    expect(await renewal(customerId)).toMatchObject({ status: 'DRAFT' })
    await travelTo('2026-02-22T09:01:00Z')
    expect(await renewal(customerId)).toMatchObject({ status: 'PAID', total: 7080n, taxTotal: 1180n })
    expect(await db.auditEntry.count({ where: { customerId, action: 'invoice.vat_id_hold_ended' } })).toBe(1)
    expect(await broken('2026-02-22T09:01:00Z')).toEqual([])
  })

  test('staff write on the draft, and finalise it without waiting: with VAT', async () => {
    const customerId = await movedToParis()
    await travelTo('2026-02-15T09:00:00Z')
    const { id: invoiceId } = await renewal(customerId)
    const now = new Date('2026-02-15T09:00:00Z')
    await editDraft({ invoiceId, memo: 'Cost centre 7', poNumber: 'PO-1', actor: ACTOR, now })
    await finalizeNow({ invoiceId, actor: ACTOR, now })
    await work()
    const issued = { status: 'PAID', total: 7080n, memo: 'Cost centre 7', poNumber: 'PO-1' }
    expect(await renewal(customerId)).toMatchObject(issued)
    await expect(editDraft({ invoiceId, memo: null, poNumber: null, actor: ACTOR, now })).rejects.toMatchObject({
      code: 'invoice_not_draft',
    })
  })

  test('ending at once with credit waits for the draft, whose lines nothing can be credited of yet', async () => {
    const customerId = await movedToParis()
    await travelTo('2026-02-15T09:00:00Z')
    const { subscriptionId } = await renewal(customerId)
    const now = new Date('2026-02-20T09:00:00Z')
    const end = { subscriptionId: subscriptionId!, customerId, actor: ACTOR, now }
    await expect(cancelNow({ ...end, credit: 'balance' })).rejects.toMatchObject({ code: 'invoice_in_draft' })
  })

  test('a confirmation is trusted as long as the policy says, without asking in the renewal', async () => {
    const { customerId } = await subscribedCustomer()
    await saveDetails(customerId)
    await work()
    await vies({ vatId: 'FR', state: 'SERVICE_UNAVAILABLE' })
    // Silent from 15 April on. The fourth renewal is on 15 May at 8:00 UTC (summer time), an hour before the trust ends.
    await travelTo('2026-05-15T09:30:00Z')
    const invoices = await db.invoice.findMany({
      where: { customerId, reason: 'SUBSCRIPTION_CYCLE' },
      orderBy: { createdAt: 'asc' },
    })
    expect(invoices.map(({ status, taxTotal }) => `${status} ${taxTotal}`)).toEqual(Array(4).fill('PAID 0'))
    expect(await getCustomer(customerId)).toMatchObject({ vatIdStatus: 'UNKNOWN' })
  })
})
