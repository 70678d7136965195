import { db, type Database } from '@/lib/platform/db/client'
import type { Prisma } from '@/lib/platform/db/generated/client'
import { notFound } from '@/lib/platform/errors'
import { newId } from '@/lib/platform/id'

export type PaymentRow = Prisma.PaymentGetPayload<object>
export type PaymentMethodRow = Prisma.PaymentMethodGetPayload<object>
export type RefundRow = Prisma.RefundGetPayload<object>
export type DisputeRow = Prisma.DisputeGetPayload<object>

export const UNDER_WAY = ['CREATED', 'PROCESSING', 'REQUIRES_ACTION', 'UNKNOWN'] as const

export async function insertPayment(tx: Database, data: Prisma.PaymentUncheckedCreateInput): Promise<PaymentRow> {
  return tx.payment.create({ data })
}

export async function findPayment(id: string, tx: Database = db): Promise<PaymentRow> {
  const row = await tx.payment.findUnique({ where: { id } })
  if (!row) throw notFound('payment', id)
  return row
}

export function findPaymentById(id: string): Promise<PaymentRow | null> {
  return db.payment.findUnique({ where: { id } })
}

export async function findPaymentByRef(
  processor: PaymentRow['processor'],
  processorRef: string,
): Promise<PaymentRow | null> {
  return db.payment.findUnique({ where: { processor_processorRef: { processor, processorRef } } })
}

/** Money from outside, by the reference of the bank statement. */
export async function findBankTransfer(tx: Database, reference: string): Promise<PaymentRow | null> {
  return tx.payment.findUnique({
    where: { processor_processorRef: { processor: 'BANK_TRANSFER', processorRef: reference } },
  })
}

/** The attempt that is under way on an invoice; the database allows one. */
export async function findPaymentUnderWay(tx: Database, invoiceId: string): Promise<PaymentRow | null> {
  return tx.payment.findFirst({ where: { invoiceId, status: { in: [...UNDER_WAY] } } })
}

/** The newest attempt on an invoice, whatever became of it. */
export async function findLatestPayment(invoiceId: string, tx: Database = db): Promise<PaymentRow | null> {
  return tx.payment.findFirst({ where: { invoiceId }, orderBy: [{ createdAt: 'desc' }, { id: 'desc' }] })
}

export async function findSucceededPayments(tx: Database, invoiceId: string): Promise<PaymentRow[]> {
  return tx.payment.findMany({ where: { invoiceId, status: 'SUCCEEDED' }, orderBy: { createdAt: 'asc' } })
}

export async function updatePayment(
  tx: Database,
  id: string,
  data: Prisma.PaymentUncheckedUpdateInput,
): Promise<PaymentRow> {
  return tx.payment.update({ where: { id }, data })
}

/** Looks again later, if the payment is still under way by then. */
export async function postponeReconciling(id: string, reconcileAt: Date): Promise<void> {
  await db.payment.updateMany({ where: { id, status: { in: [...UNDER_WAY] } }, data: { reconcileAt } })
}

/** Replaces a key that is of no use any more, unless another worker was faster; returns the one to use. */
export async function replacePaymentKey(payment: PaymentRow): Promise<PaymentRow> {
  const { id, idempotencyKey } = payment
  await db.payment.updateMany({ where: { id, idempotencyKey }, data: { idempotencyKey: newId('pay') } })
  return findPayment(id)
}

export async function replaceRefundKey({ id, idempotencyKey }: RefundRow): Promise<void> {
  await db.refund.updateMany({ where: { id, idempotencyKey }, data: { idempotencyKey: newId('ref') } })
}

export async function findPaymentsToReconcile(now: Date, limit: number): Promise<string[]> {
  const rows = await db.payment.findMany({
    where: { reconcileAt: { lte: now } },
    orderBy: { reconcileAt: 'asc' },
    take: limit,
    select: { id: true },
  })
  return rows.map((row) => row.id)
}

export async function upsertMethod(
  tx: Database,
  data: Prisma.PaymentMethodUncheckedCreateInput,
): Promise<PaymentMethodRow> {
  const { processor, processorRef, brand, last4, expMonth, expYear } = data
  return tx.paymentMethod.upsert({
    where: { processor_processorRef: { processor, processorRef } },
    create: data,
    update: { brand, last4, expMonth, expYear },
  })
}

export async function findMethod(id: string, tx: Database = db): Promise<PaymentMethodRow> {
  const row = await tx.paymentMethod.findUnique({ where: { id } })
  if (!row) throw notFound('payment method', id)
  return row
}

export async function findMethodByRef(
  processor: PaymentRow['processor'],
  processorRef: string,
): Promise<PaymentMethodRow | null> {
  return db.paymentMethod.findUnique({ where: { processor_processorRef: { processor, processorRef } } })
}

export async function findMethods(customerId: string, tx: Database = db): Promise<PaymentMethodRow[]> {
  return tx.paymentMethod.findMany({ where: { customerId, removedAt: null }, orderBy: { createdAt: 'asc' } })
}

/** Cards of this month (1 to 12) that automatic charges of a running subscription use. */
export async function findExpiringDefaults(tx: Database, { year, month }: { year: number; month: number }) {
  const rows = await tx.paymentMethod.findMany({
    where: {
      expYear: year,
      expMonth: month,
      removedAt: null,
      customer: { subscriptions: { some: { status: { in: ['TRIALING', 'ACTIVE', 'PAST_DUE', 'PAUSED'] } } } },
    },
    include: { customer: { select: { id: true, email: true, locale: true, defaultPaymentMethodId: true } } },
  })
  return rows.filter((row) => row.customer.defaultPaymentMethodId === row.id)
}

export async function updateMethod(
  tx: Database,
  id: string,
  data: Prisma.PaymentMethodUncheckedUpdateInput,
): Promise<void> {
  await tx.paymentMethod.update({ where: { id }, data })
}

export async function insertRefund(tx: Database, data: Prisma.RefundUncheckedCreateInput): Promise<RefundRow> {
  return tx.refund.create({ data })
}

export async function findRefund(id: string, tx: Database = db) {
  const row = await tx.refund.findUnique({ where: { id }, include: { payment: true, creditNote: true } })
  if (!row) throw notFound('refund', id)
  return row
}

export function findRefundById(id: string): Promise<RefundRow | null> {
  return db.refund.findUnique({ where: { id } })
}

export async function findRefundByRef(processorRef: string) {
  return db.refund.findUnique({ where: { processorRef } })
}

export async function updateRefund(
  tx: Database,
  id: string,
  data: Prisma.RefundUncheckedUpdateInput,
): Promise<RefundRow> {
  return tx.refund.update({ where: { id }, data })
}

export async function findDispute(tx: Database, processorRef: string): Promise<DisputeRow | null> {
  return tx.dispute.findUnique({ where: { processorRef } })
}

export async function saveDispute(tx: Database, data: Prisma.DisputeUncheckedCreateInput): Promise<DisputeRow> {
  const { status, amount, closedAt, fee, feeCurrency, respondBy } = data
  return tx.dispute.upsert({
    where: { processorRef: data.processorRef },
    create: data,
    update: { status, amount, closedAt, fee, feeCurrency, respondBy },
  })
}

/** Undecided or lost disputes about a payment. */
export async function countHeldDisputes(tx: Database, paymentId: string): Promise<number> {
  return tx.dispute.count({ where: { paymentId, status: { in: ['OPEN', 'LOST'] } } })
}

/** Undecided or lost disputes about payments of a subscription. */
export async function countOpenDisputes(tx: Database, subscriptionId: string): Promise<number> {
  return tx.dispute.count({
    where: { status: { in: ['OPEN', 'LOST'] }, payment: { invoice: { lines: { some: { subscriptionId } } } } },
  })
}

/** Pending refunds about which the processor should have said something by now. */
export async function findRefundsToReconcile(now: Date, limit: number): Promise<string[]> {
  const rows = await db.refund.findMany({
    where: { reconcileAt: { lte: now } },
    orderBy: { reconcileAt: 'asc' },
    take: limit,
    select: { id: true },
  })
  return rows.map((row) => row.id)
}

/** Looks again later, if the refund is still pending by then. */
export async function postponeRefund(id: string, reconcileAt: Date): Promise<void> {
  await db.refund.updateMany({ where: { id, status: 'PENDING' }, data: { reconcileAt } })
}

/** Refunds whose carrying was not finished: their job may have died with its worker. */
export async function findStrandedRefunds(createdBefore: Date, limit: number): Promise<string[]> {
  const rows = await db.refund.findMany({
    where: { status: 'CREATED', createdAt: { lte: createdBefore } },
    take: limit,
    select: { id: true },
  })
  return rows.map((row) => row.id)
}

export interface PaymentSearch {
  customerId?: string
  /** Empty = all. */
  statuses?: PaymentRow['status'][]
  query?: string
  disputed?: boolean
  /** Automatic attempts only. */
  automatic?: boolean
  /** Settled within [from, to). */
  settled?: { from: Date; to: Date }
  sort?: 'createdAt' | 'amount'
  direction?: 'asc' | 'desc'
  page: number
  pageSize: number
}

export async function searchPaymentRows(search: PaymentSearch) {
  const { customerId, statuses = [], query, disputed, automatic, settled, page, pageSize } = search
  const { sort = 'createdAt', direction = 'desc' } = search
  const text = query?.trim()
  const where: Prisma.PaymentWhereInput = {
    customerId,
    disputed,
    ...(statuses.length > 0 ? { status: { in: statuses } } : {}),
    ...(automatic ? { attempt: { gt: 0 } } : {}),
    ...(settled ? { settledAt: { gte: settled.from, lt: settled.to } } : {}),
    ...(text
      ? {
          OR: [
            { processorRef: text },
            { id: text },
            { invoice: { number: { contains: text, mode: 'insensitive' } } },
            { customer: { name: { contains: text, mode: 'insensitive' } } },
          ],
        }
      : {}),
  }
  const [rows, total] = await Promise.all([
    db.payment.findMany({
      where,
      orderBy: [{ [sort]: direction }, { id: direction }],
      skip: (page - 1) * pageSize,
      take: pageSize,
      include: {
        customer: { select: { id: true, name: true } },
        invoice: { select: { id: true, number: true } },
        paymentMethod: true,
        refunds: true,
      },
    }),
    db.payment.count({ where }),
  ])
  return { rows, total }
}
