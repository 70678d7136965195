import type { Database } from '@/lib/platform/db/client'
import type { Prisma } from '@/lib/platform/db/generated/client'

// What an event says of its object, read in the transaction that changed it: hundreds by one query. The tables are those of
// modules above this one; only what is told is read.

const invoiceFacts = {
  id: true,
  customerId: true,
  subscriptionId: true,
  number: true,
  status: true,
  reason: true,
  collectionMethod: true,
  currency: true,
  subtotal: true,
  discountTotal: true,
  taxTotal: true,
  total: true,
  amountPaid: true,
  amountCredited: true,
  createdAt: true,
  finalizedAt: true,
  dueAt: true,
  paidAt: true,
  poNumber: true,
  memo: true,
} satisfies Prisma.InvoiceSelect
export type InvoiceFacts = Prisma.InvoiceGetPayload<{ select: typeof invoiceFacts }>

const subscriptionFacts = {
  id: true,
  customerId: true,
  status: true,
  currency: true,
  timeZone: true,
  startedAt: true,
  currentPeriodStart: true,
  currentPeriodEnd: true,
  trialEndsAt: true,
  resumesAt: true,
  canceledAt: true,
  endedAt: true,
  endReason: true,
  suspendedAt: true,
  createdAt: true,
  items: {
    select: {
      itemId: true,
      priceId: true,
      quantity: true,
      from: true,
      to: true,
      price: { select: { plan: { select: { code: true, kind: true } } } },
    },
    orderBy: [{ from: 'asc' }, { itemId: 'asc' }],
  },
  pendingChange: { select: { kind: true, effectiveAt: true, priceId: true, quantity: true } },
} satisfies Prisma.SubscriptionSelect
export type SubscriptionFacts = Prisma.SubscriptionGetPayload<{ select: typeof subscriptionFacts }>

const paymentFacts = {
  id: true,
  customerId: true,
  invoiceId: true,
  paymentMethodId: true,
  processor: true,
  status: true,
  amount: true,
  amountRefunded: true,
  currency: true,
  failureCode: true,
  declineCode: true,
  failureMessage: true,
  createdAt: true,
  settledAt: true,
} satisfies Prisma.PaymentSelect
export type PaymentFacts = Prisma.PaymentGetPayload<{ select: typeof paymentFacts }>

const refundFacts = {
  id: true,
  paymentId: true,
  creditNoteId: true,
  status: true,
  amount: true,
  currency: true,
  reason: true,
  createdAt: true,
  settledAt: true,
  payment: { select: { customerId: true, invoiceId: true } },
} satisfies Prisma.RefundSelect
export type RefundFacts = Prisma.RefundGetPayload<{ select: typeof refundFacts }>

const creditNoteFacts = {
  id: true,
  customerId: true,
  invoiceId: true,
  number: true,
  currency: true,
  reason: true,
  memo: true,
  subtotal: true,
  taxTotal: true,
  total: true,
  toReceivable: true,
  toRefund: true,
  toBalance: true,
  toOutside: true,
  issuedAt: true,
} satisfies Prisma.CreditNoteSelect
export type CreditNoteFacts = Prisma.CreditNoteGetPayload<{ select: typeof creditNoteFacts }>

const methodFacts = {
  id: true,
  customerId: true,
  type: true,
  brand: true,
  last4: true,
  expMonth: true,
  expYear: true,
  createdAt: true,
  removedAt: true,
} satisfies Prisma.PaymentMethodSelect
export type MethodFacts = Prisma.PaymentMethodGetPayload<{ select: typeof methodFacts }>

const those = (ids: string[]) => ({ id: { in: ids } })

export const findInvoiceFacts = (tx: Database, ids: string[]): Promise<InvoiceFacts[]> =>
  tx.invoice.findMany({ where: those(ids), select: invoiceFacts })
export const findSubscriptionFacts = (tx: Database, ids: string[]): Promise<SubscriptionFacts[]> =>
  tx.subscription.findMany({ where: those(ids), select: subscriptionFacts })
export const findPaymentFacts = (tx: Database, ids: string[]): Promise<PaymentFacts[]> =>
  tx.payment.findMany({ where: those(ids), select: paymentFacts })
export const findRefundFacts = (tx: Database, ids: string[]): Promise<RefundFacts[]> =>
  tx.refund.findMany({ where: those(ids), select: refundFacts })
export const findCreditNoteFacts = (tx: Database, ids: string[]): Promise<CreditNoteFacts[]> =>
  tx.creditNote.findMany({ where: those(ids), select: creditNoteFacts })
export const findMethodFacts = (tx: Database, ids: string[]): Promise<MethodFacts[]> =>
  tx.paymentMethod.findMany({ where: those(ids), select: methodFacts })
