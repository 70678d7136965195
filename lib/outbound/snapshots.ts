import { amountDue } from '@/lib/invoices/amount-due'
import type { Database } from '@/lib/platform/db/client'
import type { JsonObject } from '@/lib/platform/db/json'
import type { SubjectType } from './event-types'
import {
  findCreditNoteFacts,
  findInvoiceFacts,
  findMethodFacts,
  findPaymentFacts,
  findRefundFacts,
  findSubscriptionFacts,
  type CreditNoteFacts,
  type InvoiceFacts,
  type MethodFacts,
  type PaymentFacts,
  type RefundFacts,
  type SubscriptionFacts,
} from './snapshot-store'

// The objects as the public API shows them (`lib/api/views`): amounts in minor units, instants in UTC. A field that is added
// there is added here; lib/api/webhook-objects.flow.db.test.ts holds the two against each other.

/** The objects that events are about, as they are in this transaction now, by id. What is no object of ours has none. */
export async function snapshotsOf(
  tx: Database,
  { type, ids, now }: { type: SubjectType; ids: string[]; now: Date },
): Promise<Map<string, JsonObject>> {
  switch (type) {
    case 'invoice':
      return byId(await findInvoiceFacts(tx, ids), invoiceObject)
    case 'subscription':
      return byId(await findSubscriptionFacts(tx, ids), (facts) => subscriptionObject(facts, now))
    case 'payment':
      return byId(await findPaymentFacts(tx, ids), paymentObject)
    case 'refund':
      return byId(await findRefundFacts(tx, ids), refundObject)
    case 'credit_note':
      return byId(await findCreditNoteFacts(tx, ids), creditNoteObject)
    case 'payment_method':
      return byId(await findMethodFacts(tx, ids), methodObject)
    case 'usage':
    case 'entitlements':
      return new Map()
  }
}

function byId<Facts extends { id: string }>(rows: Facts[], toObject: (facts: Facts) => JsonObject) {
  return new Map(rows.map((row) => [row.id, toObject(row)]))
}

const instant = (date: Date | null): string | null => date?.toISOString() ?? null

function invoiceObject(invoice: InvoiceFacts): JsonObject {
  return {
    id: invoice.id,
    customerId: invoice.customerId,
    subscriptionId: invoice.subscriptionId,
    number: invoice.number,
    status: invoice.status,
    reason: invoice.reason,
    collectionMethod: invoice.collectionMethod,
    currency: invoice.currency,
    subtotal: Number(invoice.subtotal),
    discountTotal: Number(invoice.discountTotal),
    taxTotal: Number(invoice.taxTotal),
    total: Number(invoice.total),
    amountPaid: Number(invoice.amountPaid),
    amountCredited: Number(invoice.amountCredited),
    amountDue: Number(amountDue(invoice)),
    createdAt: instant(invoice.createdAt),
    issuedAt: instant(invoice.finalizedAt),
    dueAt: instant(invoice.dueAt),
    paidAt: instant(invoice.paidAt),
    poNumber: invoice.poNumber,
    memo: invoice.memo,
  }
}

function subscriptionObject({ items, pendingChange, ...subscription }: SubscriptionFacts, now: Date): JsonObject {
  return {
    id: subscription.id,
    customerId: subscription.customerId,
    status: subscription.status,
    currency: subscription.currency,
    timeZone: subscription.timeZone,
    startedAt: instant(subscription.startedAt),
    currentPeriodStart: instant(subscription.currentPeriodStart),
    currentPeriodEnd: instant(subscription.currentPeriodEnd),
    trialEndsAt: instant(subscription.trialEndsAt),
    resumesAt: instant(subscription.resumesAt),
    canceledAt: instant(subscription.canceledAt),
    endedAt: instant(subscription.endedAt),
    endReason: subscription.endReason,
    suspendedAt: instant(subscription.suspendedAt),
    createdAt: instant(subscription.createdAt),
    items: items
      .filter(({ from, to }) => (from <= now || from <= subscription.startedAt) && (to === null || to > now))
      .map(({ itemId, priceId, quantity, price }) => ({
        id: itemId,
        priceId,
        planCode: price.plan.code,
        kind: price.plan.kind,
        quantity,
      })),
    pendingChange: pendingChange && {
      kind: pendingChange.kind,
      effectiveAt: instant(pendingChange.effectiveAt),
      priceId: pendingChange.priceId,
      quantity: pendingChange.quantity,
    },
  }
}

function paymentObject(payment: PaymentFacts): JsonObject {
  return {
    id: payment.id,
    customerId: payment.customerId,
    invoiceId: payment.invoiceId,
    paymentMethodId: payment.paymentMethodId,
    processor: payment.processor,
    status: payment.status,
    amount: Number(payment.amount),
    amountRefunded: Number(payment.amountRefunded),
    currency: payment.currency,
    failureCode: payment.failureCode,
    declineCode: payment.declineCode,
    failureMessage: payment.failureMessage,
    createdAt: instant(payment.createdAt),
    settledAt: instant(payment.settledAt),
  }
}

function refundObject({ payment, ...refund }: RefundFacts): JsonObject {
  return {
    id: refund.id,
    customerId: payment.customerId,
    paymentId: refund.paymentId,
    invoiceId: payment.invoiceId,
    creditNoteId: refund.creditNoteId,
    status: refund.status,
    amount: Number(refund.amount),
    currency: refund.currency,
    reason: refund.reason,
    createdAt: instant(refund.createdAt),
    settledAt: instant(refund.settledAt),
  }
}

function creditNoteObject(note: CreditNoteFacts): JsonObject {
  return {
    id: note.id,
    customerId: note.customerId,
    invoiceId: note.invoiceId,
    number: note.number,
    currency: note.currency,
    reason: note.reason,
    memo: note.memo,
    subtotal: Number(note.subtotal),
    taxTotal: Number(note.taxTotal),
    total: Number(note.total),
    toReceivable: Number(note.toReceivable),
    toRefund: Number(note.toRefund),
    toBalance: Number(note.toBalance),
    toOutside: Number(note.toOutside),
    issuedAt: instant(note.issuedAt),
  }
}

function methodObject(method: MethodFacts): JsonObject {
  return {
    id: method.id,
    customerId: method.customerId,
    type: method.type,
    brand: method.brand,
    last4: method.last4,
    expMonth: method.expMonth,
    expYear: method.expYear,
    createdAt: instant(method.createdAt),
    removedAt: instant(method.removedAt),
  }
}
