import type { JsonObject } from '@/lib/platform/db/json'
import type { ComputedInvoice } from './computed-invoice'
import { documentNumber } from './number-series'
import { buyerSnapshot, type LegalEntityRow } from './parties'
import type { NewInvoiceRow } from './store'

const DAY = 24 * 60 * 60 * 1000

/** What a draft and a finalised invoice have in common. */
export function sharedColumns(
  { id, draft, customer, amounts, collectionMethod }: ComputedInvoice,
  { seller, now }: { seller: LegalEntityRow; now: Date },
) {
  return {
    id,
    customerId: customer.id,
    subscriptionId: draft.subscriptionId,
    legalEntityId: seller.id,
    reason: draft.reason,
    collectionMethod,
    currency: customer.currency,
    subtotal: amounts.subtotal,
    discountTotal: amounts.discountTotal,
    taxTotal: amounts.taxTotal,
    total: amounts.total,
    locale: customer.locale,
    memo: draft.memo === undefined ? customer.invoiceMemo : draft.memo,
    poNumber: draft.poNumber === undefined ? customer.poNumber : draft.poNumber,
    paymentTermDays: draft.terms?.paymentTermDays ?? null,
    requestKey: draft.requestKey ?? null,
    createdAt: now,
  } satisfies Partial<NewInvoiceRow>
}

/** Consecutive numbers that were taken together, and what all documents of that moment share. */
export interface TakenNumbers {
  prefix: string
  first: number
  issuedAt: Date
  /** One and the same for all, so that it is sent to the database once. */
  printedSeller: JsonObject
}

/**
 * What finalising adds: number, frozen parties, when it is due. An invoice that is charged is due at once; one that is sent,
 * the agreed days later.
 */
export function finalizedColumns(
  { customer, draft, due, collectionMethod, collectAt }: ComputedInvoice,
  { numbers, index }: { numbers: TakenNumbers; index: number },
) {
  const { prefix, first, issuedAt, printedSeller } = numbers
  const number = first + index
  const days = collectionMethod === 'SEND_INVOICE' ? (draft.terms?.paymentTermDays ?? customer.paymentTermDays) : 0
  const dueAt = days === 0 ? issuedAt : new Date(issuedAt.getTime() + days * DAY)
  return {
    status: due ? ('OPEN' as const) : ('PAID' as const),
    number: documentNumber({ prefix, number }),
    seriesPrefix: prefix,
    seriesNumber: number,
    seller: printedSeller,
    buyer: { ...buyerSnapshot(customer) },
    finalizedAt: issuedAt,
    dueAt,
    remindAt: due && collectionMethod === 'SEND_INVOICE' ? dueAt : null,
    paidAt: due ? null : issuedAt,
    collectAt,
  } satisfies Partial<NewInvoiceRow>
}
