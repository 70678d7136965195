import { beforeAll, expect, it } from 'vitest'
import { systemActor } from '@/lib/audit/actor'
import { seedCatalog } from '@/lib/catalog/seed-catalog'
import { createCustomer } from '@/lib/customers/create-customer'
import { lockCustomer } from '@/lib/customers/lock-customers'
import { issueCreditNote } from '@/lib/invoices/issue-credit-note'
import { issueInvoices } from '@/lib/invoices/issue-invoices'
import { markUncollectible } from '@/lib/invoices/mark-uncollectible'
import { voidInvoice } from '@/lib/invoices/void-invoice'
import { inTransaction } from '@/lib/platform/db/client'
import { newId } from '@/lib/platform/id'
import { readDeferredRevenue } from './read-deferred'
import { readVat } from './read-vat'

const actor = systemActor('Test')
const START = new Date('2026-02-10T09:00:00Z')

async function billed({ country, net, at, to }: { country: string; net: bigint; at: Date; to: Date }) {
  return inTransaction(async (tx) => {
    const details = { name: country, email: 'a@example.com', country, isBusiness: false }
    const { id: customerId } = await createCustomer(tx, { customer: details, actor, now: START })
    const line = {
      billingKey: newId('line'),
      kind: 'CHARGE' as const,
      ...{ subscriptionId: null, segmentId: null, cycleIndex: null, planCode: null, priceId: null },
      description: 'Service',
      quantity: 1,
      unitAmount: net.toString(),
      from: at,
      to,
      amount: net,
      discounts: [],
      taxBehavior: 'EXCLUSIVE' as const,
      explanation: {},
    }
    const customers = new Map([[customerId, await lockCustomer(tx, customerId)]])
    const draft = { customerId, subscriptionId: null, reason: 'MANUAL' as const, lines: [line] }
    const drafts = [{ ...draft, collect: 'on_session' as const }]
    return (await issueInvoices(tx, { drafts, customers, now: at }))[0]!
  })
}

beforeAll(() => seedCatalog(START))

it('the first quarter’s VAT: invoices, less a credit note, a void and a claim given up of it', async () => {
  const day = (text: string) => new Date(`${text}T09:00:00Z`)
  const german = await billed({ country: 'DE', net: 10000n, at: START, to: day('2026-03-10') })
  const french = await billed({ country: 'FR', net: 5000n, at: START, to: day('2026-03-10') })
  const lost = await billed({ country: 'DE', net: 1000n, at: START, to: day('2026-03-10') })
  const voided = await billed({ country: 'FR', net: 7000n, at: START, to: day('2026-03-10') })
  await inTransaction(async (tx) => {
    await lockCustomer(tx, german.customerId)
    const credit = { invoiceId: german.id, request: { amount: 2380n }, to: 'balance' as const, reason: 'test' }
    await issueCreditNote(tx, { ...credit, actor, now: day('2026-03-01') })
    await lockCustomer(tx, lost.customerId)
    await markUncollectible(tx, { invoiceId: lost.id, reclaimsVat: true, actor, now: day('2026-03-02') })
    await lockCustomer(tx, voided.customerId)
    await voidInvoice(tx, { invoiceId: voided.id, actor, now: day('2026-04-01') })
  })
  const quarter = (from: string, through: string) => readVat({ from, through, currency: 'EUR' })
  // Germany 110.00 − 20.00 at 19 %: 20.90 − 3.80, less 1.90 of the claim; France 120.00 at 20 %.
  expect(await quarter('2026-01-01', '2026-03-31')).toEqual({
    rows: [
      { country: 'DE', rate: '19', category: 'S', taxable: 9000n, tax: 1710n, documents: 3 },
      { country: 'FR', rate: '20', category: 'S', taxable: 12000n, tax: 2400n, documents: 2 },
    ],
    badDebt: [{ country: 'DE', tax: -190n }],
    total: 3920n,
  })
  // The void is of the next quarter.
  expect((await quarter('2026-04-01', '2026-06-30')).rows).toEqual([
    { country: 'FR', rate: '20', category: 'S', taxable: -7000n, tax: -1400n, documents: 1 },
  ])
  expect(french.total).toBe(6000n)
})

it('365.00 for the year from 1 April: what each month will earn, from the middle of it on', async () => {
  const at = new Date('2026-04-01T09:00:00Z')
  await billed({ country: 'DE', net: 36500n, at, to: new Date('2027-04-01T09:00:00Z') })
  // When 10 April ends, ten days are earned: 20 of April are left, then 31, 30, …
  const { deferred, months } = await readDeferredRevenue({ currency: 'EUR', day: '2026-04-10' })
  expect(deferred).toBe(35500n)
  expect(months).toHaveLength(12)
  expect(months.slice(0, 3)).toEqual([
    { month: '2026-04', earned: 2000n, left: 33500n },
    { month: '2026-05', earned: 3100n, left: 30400n },
    { month: '2026-06', earned: 3000n, left: 27400n },
  ])
  expect(months.at(-1)).toEqual({ month: '2027-03', earned: 3100n, left: 0n })
})
