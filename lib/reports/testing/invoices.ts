import { db } from '@/lib/platform/db/client'
import { newId } from '@/lib/platform/id'

let number = 0

/** A finalised invoice of one line per plan, with 19 % VAT, in the state given. Net amounts in minor units. */
export async function insertInvoice({
  customerId,
  status,
  lines,
  finalizedAt,
  paidAt = null,
  dueAt = finalizedAt,
}: {
  customerId: string
  status: 'OPEN' | 'PAID' | 'VOID'
  lines: { plan: string | null; net: bigint; tax: bigint }[]
  finalizedAt: Date
  paidAt?: Date | null
  dueAt?: Date
}): Promise<{ id: string; lineIds: string[]; total: bigint }> {
  const id = newId('inv')
  const subtotal = lines.reduce((sum, { net }) => sum + net, 0n)
  const taxTotal = lines.reduce((sum, { tax }) => sum + tax, 0n)
  const total = subtotal + taxTotal
  const lineIds = lines.map(() => newId('line'))
  number += 1
  await db.invoice.create({
    data: {
      id,
      customerId,
      legalEntityId: 'ent_newconcierge',
      status,
      reason: 'SUBSCRIPTION_CYCLE',
      number: `TEST-${number}`,
      seriesPrefix: 'TEST',
      seriesNumber: number,
      currency: 'EUR',
      subtotal,
      taxTotal,
      total,
      amountPaid: status === 'PAID' ? total : 0n,
      createdAt: finalizedAt,
      finalizedAt,
      dueAt,
      paidAt,
      lines: {
        create: lines.map(({ plan, net, tax }, position) => ({
          id: lineIds[position]!,
          position,
          kind: 'CHARGE' as const,
          billingKey: lineIds[position]!,
          planCode: plan,
          description: 'Test',
          unitAmount: net.toString(),
          pricedAmount: net,
          amount: net,
          taxAmount: tax,
          taxCategory: 'S',
          taxRate: '19',
          taxCountry: 'DE',
          explanation: {},
        })),
      },
    },
  })
  return { id, lineIds, total }
}

/** A credit note over one line of an invoice, refunded. Net amounts in minor units. */
export async function insertCreditNote({
  customerId,
  invoiceId,
  lineId,
  net,
  tax,
  issuedAt,
}: {
  customerId: string
  invoiceId: string
  lineId: string
  net: bigint
  tax: bigint
  issuedAt: Date
}): Promise<void> {
  number += 1
  await db.creditNote.create({
    data: {
      id: newId('cn'),
      number: `TEST-CN-${number}`,
      seriesPrefix: 'TEST-CN',
      seriesNumber: number,
      invoiceId,
      customerId,
      legalEntityId: 'ent_newconcierge',
      currency: 'EUR',
      reason: 'test',
      subtotal: net,
      taxTotal: tax,
      total: net + tax,
      toRefund: net + tax,
      seller: {},
      buyer: {},
      issuedAt,
      lines: {
        create: {
          id: newId('cnl'),
          position: 0,
          invoiceLineId: lineId,
          description: 'Test',
          amount: net,
          taxAmount: tax,
          taxCategory: 'S',
          taxRate: '19',
          taxCountry: 'DE',
        },
      },
    },
  })
}

/** One automatic attempt on an invoice. */
export async function insertAttempt({
  customerId,
  invoiceId,
  attempt,
  status,
  at,
  amount,
}: {
  customerId: string
  invoiceId: string
  attempt: number
  status: 'FAILED' | 'SUCCEEDED' | 'UNKNOWN'
  at: Date
  amount: bigint
}): Promise<void> {
  const id = newId('pay')
  await db.payment.create({
    data: {
      id,
      customerId,
      invoiceId,
      processor: 'STRIPE',
      status,
      onSession: attempt === 0,
      amount,
      currency: 'EUR',
      attempt,
      idempotencyKey: id,
      createdAt: at,
      settledAt: status === 'UNKNOWN' ? null : at,
    },
  })
}
