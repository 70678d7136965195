import { measure, type Measured } from './measure'

/**
 * Issues an invoice, downloads it once and then `n` times again through the use-case that the download routes call: the
 * database, the customer's check, the bytes.
 */
export async function measureDownloads({
  env,
  n,
}: {
  env: Record<string, string | undefined>
  n: number
}): Promise<Measured> {
  // The database's address must be there before anything connects.
  Object.assign(process.env, env)
  const { db, inTransaction } = await import('../../lib/platform/db/client')
  const { legalEntity } = await import('../../lib/catalog/default-catalog')
  const { issueInvoices } = await import('../../lib/invoices/issue-invoices')
  const { getDocumentFile } = await import('../../lib/invoices/files/get-document-file')

  const now = new Date('2026-11-15T09:30:00Z')
  await db.legalEntity.create({ data: legalEntity })
  const address = { addressLine1: 'Königstraße 12', postalCode: '70173', city: 'Stuttgart', country: 'DE' }
  const customer = await db.customer.create({
    data: {
      id: 'cus_bench',
      name: 'Lindner GmbH',
      email: 'a@customer.example',
      ...address,
      locale: 'de',
      createdAt: now,
    },
  })
  const [invoice] = await inTransaction((tx) =>
    issueInvoices(tx, {
      drafts: [
        {
          customerId: customer.id,
          subscriptionId: null,
          reason: 'MANUAL',
          lines: [
            {
              billingKey: 'bench',
              kind: 'CHARGE',
              subscriptionId: null,
              segmentId: null,
              cycleIndex: null,
              planCode: null,
              priceId: null,
              description: 'Professional',
              quantity: 1,
              unitAmount: '5900',
              from: null,
              to: null,
              amount: 5900n,
              discounts: [],
              taxBehavior: 'EXCLUSIVE',
              explanation: {},
            },
          ],
          collect: 'on_session',
        },
      ],
      customers: new Map([[customer.id, customer]]),
      now,
    }),
  )
  const download = () => getDocumentFile({ kind: 'INVOICE', id: invoice!.id, format: 'PDF', customerId: customer.id })
  const first = await download()
  for (let index = 0; index < 50; index += 1) await download()
  const measured = await measure({
    n,
    concurrency: 1,
    work: async () => {
      if (!(await download()).bytes.equals(first.bytes)) throw new Error('The file was made anew.')
    },
  })
  await db.$disconnect()
  return measured
}
