import { db } from '@/lib/platform/db/client'
import type { Prisma } from '@/lib/platform/db/generated/client'
import { notFound } from '@/lib/platform/errors'
import type { Slice } from './pages'

// The API's lists: a slice of each by position. Everything else is read and done by the modules' own use-cases.

/** Prisma's conditions for a slice of a list that is sorted by an instant and the id, newest first. */
function sliced<Field extends string>({ from, backwards, take }: Slice, field: Field) {
  const direction = backwards ? ('asc' as const) : ('desc' as const)
  const beyond = backwards ? 'gt' : 'lt'
  const at = (condition: object) => ({ [field]: condition }) as { [key in Field]: object }
  return {
    where: from ? { OR: [at({ [beyond]: from.at }), { ...at({ equals: from.at }), id: { [beyond]: from.id } }] } : {},
    orderBy: [{ [field]: direction } as { [key in Field]: 'asc' | 'desc' }, { id: direction }],
    take,
  }
}

export interface InvoiceFilter {
  customerId?: string
  subscriptionId?: string
  statuses: Prisma.InvoiceGetPayload<object>['status'][]
  /** Whether drafts may be seen; they are only if they are asked for. */
  seesDrafts: boolean
  createdFrom?: Date
  createdTo?: Date
}

/** Invoices, and drafts for who may see them. */
export async function findInvoiceSlice(filter: InvoiceFilter, slice: Slice) {
  const { where, ...rest } = sliced(slice, 'createdAt')
  const { customerId, subscriptionId, statuses, seesDrafts, createdFrom, createdTo } = filter
  return db.invoice.findMany({
    where: {
      AND: [
        {
          customerId,
          ...(subscriptionId ? { lines: { some: { subscriptionId } } } : {}),
          status: {
            in: statuses.length > 0 ? statuses : undefined,
            not: seesDrafts && statuses.length > 0 ? undefined : 'DRAFT',
          },
          createdAt: { gte: createdFrom, lt: createdTo },
        },
        where as Prisma.InvoiceWhereInput,
      ],
    },
    ...rest,
  })
}

export interface CustomerFilter {
  customerId?: string
  email?: string
}

export async function findCustomerSlice({ customerId, email }: CustomerFilter, slice: Slice) {
  const { where, ...rest } = sliced(slice, 'createdAt')
  const mine = { id: customerId, email: email && ({ equals: email, mode: 'insensitive' } as const) }
  return db.customer.findMany({ where: { AND: [mine, where as Prisma.CustomerWhereInput] }, ...rest })
}

export async function findCreditGrantSlice(mine: { customerId?: string }, slice: Slice) {
  const { where, ...rest } = sliced(slice, 'grantedAt')
  return db.creditGrant.findMany({ where: { AND: [mine, where as Prisma.CreditGrantWhereInput] }, ...rest })
}

/** What VIES answered about a customer's VAT ids. */
export async function findVatIdCheckSlice(customerId: string, slice: Slice) {
  const { where, ...rest } = sliced(slice, 'checkedAt')
  return db.vatIdCheck.findMany({ where: { AND: [{ customerId }, where as Prisma.VatIdCheckWhereInput] }, ...rest })
}

export interface SubscriptionFilter {
  customerId?: string
  statuses: Prisma.SubscriptionGetPayload<object>['status'][]
}

export async function findSubscriptionSlice({ customerId, statuses }: SubscriptionFilter, slice: Slice) {
  const { where, ...rest } = sliced(slice, 'createdAt')
  const mine = { customerId, ...(statuses.length > 0 ? { status: { in: statuses } } : {}) }
  return db.subscription.findMany({
    where: { AND: [mine, where as Prisma.SubscriptionWhereInput] },
    ...rest,
    include: {
      items: { orderBy: [{ from: 'asc' }, { id: 'asc' }], include: { price: { include: { plan: true } } } },
      pendingChange: true,
    },
  })
}

/** A subscription's billing cycles, the newest first, with the instant as their place in the list. */
export async function findCycleSlice(subscriptionId: string, { from, backwards, take }: Slice) {
  const beyond = backwards ? 'gt' : 'lt'
  const rows = await db.billingCycle.findMany({
    where: { subscriptionId, startsAt: from ? { [beyond]: from.at } : undefined },
    orderBy: { startsAt: backwards ? 'asc' : 'desc' },
    take,
  })
  return rows.map((row) => ({ ...row, id: String(row.index) }))
}

export interface PaymentFilter {
  customerId?: string
  invoiceId?: string
  statuses: Prisma.PaymentGetPayload<object>['status'][]
}

export async function findPaymentSlice({ customerId, invoiceId, statuses }: PaymentFilter, slice: Slice) {
  const { where, ...rest } = sliced(slice, 'createdAt')
  const mine = { customerId, invoiceId, ...(statuses.length > 0 ? { status: { in: statuses } } : {}) }
  return db.payment.findMany({ where: { AND: [mine, where as Prisma.PaymentWhereInput] }, ...rest })
}

export type OverrideFacts = Prisma.EntitlementOverrideGetPayload<object>

/** What was decided for customers, also what is over. */
export async function findOverrideSlice(mine: { customerId?: string }, slice: Slice): Promise<OverrideFacts[]> {
  const { where, ...rest } = sliced(slice, 'createdAt')
  return db.entitlementOverride.findMany({
    where: { AND: [mine, where as Prisma.EntitlementOverrideWhereInput] },
    ...rest,
  })
}

export async function findOverride(id: string): Promise<OverrideFacts> {
  const row = await db.entitlementOverride.findUnique({ where: { id } })
  if (!row) throw notFound('override', id)
  return row
}

export interface RefundFilter {
  customerId?: string
  paymentId?: string
  creditNoteId?: string
  statuses: Prisma.RefundGetPayload<object>['status'][]
}

const withPayment = { payment: { select: { customerId: true, invoiceId: true } } } satisfies Prisma.RefundInclude
export type RefundFacts = Prisma.RefundGetPayload<{ include: typeof withPayment }>

export async function findRefundSlice(filter: RefundFilter, slice: Slice): Promise<RefundFacts[]> {
  const { where, ...rest } = sliced(slice, 'createdAt')
  const { customerId, paymentId, creditNoteId, statuses } = filter
  const status = statuses.length > 0 ? { in: statuses } : undefined
  const mine = { paymentId, creditNoteId, status, payment: { customerId } }
  return db.refund.findMany({ where: { AND: [mine, where as Prisma.RefundWhereInput] }, include: withPayment, ...rest })
}

/** With `customerId`, only if it is that customer's. Throws not_found. */
export async function findRefund(id: string, customerId?: string): Promise<RefundFacts> {
  const row = await db.refund.findFirst({ where: { id, payment: { customerId } }, include: withPayment })
  if (!row) throw notFound('refund', id)
  return row
}

export interface DisputeFilter {
  customerId?: string
  paymentId?: string
  statuses: Prisma.DisputeGetPayload<object>['status'][]
}

export type DisputeFacts = Prisma.DisputeGetPayload<{ include: typeof withPayment }>

export async function findDisputeSlice(filter: DisputeFilter, slice: Slice): Promise<DisputeFacts[]> {
  const { where, ...rest } = sliced(slice, 'openedAt')
  const { customerId, paymentId, statuses } = filter
  const status = statuses.length > 0 ? { in: statuses } : undefined
  const mine = { paymentId, status, payment: { customerId } }
  return db.dispute.findMany({
    where: { AND: [mine, where as Prisma.DisputeWhereInput] },
    include: withPayment,
    ...rest,
  })
}

export async function findDispute(id: string): Promise<DisputeFacts> {
  const row = await db.dispute.findUnique({ where: { id }, include: withPayment })
  if (!row) throw notFound('dispute', id)
  return row
}

export type CreditNoteFacts = Prisma.CreditNoteGetPayload<object>
export type CreditNoteDetail = Prisma.CreditNoteGetPayload<{ include: { lines: true } }>

export async function findCreditNoteSlice(
  mine: { customerId?: string; invoiceId?: string },
  slice: Slice,
): Promise<CreditNoteFacts[]> {
  const { where, ...rest } = sliced(slice, 'issuedAt')
  return db.creditNote.findMany({ where: { AND: [mine, where as Prisma.CreditNoteWhereInput] }, ...rest })
}

/** With `customerId`, only if it is that customer's. Throws not_found. */
export async function findCreditNote(id: string, customerId?: string): Promise<CreditNoteDetail> {
  const row = await db.creditNote.findFirst({
    where: { id, customerId },
    include: { lines: { orderBy: { position: 'asc' } } },
  })
  if (!row) throw notFound('credit note', id)
  return row
}

export async function findCouponSlice(slice: Slice) {
  const { where, ...rest } = sliced(slice, 'createdAt')
  return db.coupon.findMany({
    where: where as Prisma.CouponWhereInput,
    include: { codes: { orderBy: { createdAt: 'asc' } } },
    ...rest,
  })
}

/** Deliveries to endpoints of one customer, or of all and ours. */
export async function findDeliverySlice(
  { customerId, endpointId }: { customerId?: string; endpointId?: string },
  slice: Slice,
) {
  const { where, ...rest } = sliced(slice, 'createdAt')
  const mine = { endpointId, endpoint: { customerId, deletedAt: null } }
  return db.outboundDelivery.findMany({
    where: { AND: [mine, where as Prisma.OutboundDeliveryWhereInput] },
    include: { event: { select: { type: true } } },
    ...rest,
  })
}
