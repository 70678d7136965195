import { z } from 'zod'
import type { BalanceMovement, CreditGrantRow } from '@/lib/balance/read-balance'
import { amountAnswer, currencyAnswer, idAnswer, instantAnswer, toAmount, toInstant, toInstantOrNull } from '../fields'

const SOURCES = ['CREDIT_NOTE', 'REFUND_FAILED', 'OVERPAYMENT', 'MANUAL'] as const
const END_REASONS = ['EXPIRED', 'WITHDRAWN'] as const
const KINDS = ['GRANTED', 'APPLIED', 'RELEASED', 'EXPIRED', 'WITHDRAWN'] as const

const source = z.enum(SOURCES).meta({ description: 'Where it came from. MANUAL: our staff gave it.' })

/** What the database keeps in lower case, as the API says it. */
const word = <Word extends string>(words: readonly Word[], stored: string): Word => {
  const found = words.find((each) => each === stored.toUpperCase())
  if (!found) throw new Error(`Nobody knows ${stored}.`)
  return found
}

export const creditGrantSchema = z
  .object({
    id: idAnswer('crd', 'the grant'),
    customerId: idAnswer('cus', 'the customer'),
    currency: currencyAnswer,
    amount: amountAnswer('What was given.'),
    remaining: amountAnswer('What is left of it.'),
    source,
    note: z.string().nullable().meta({ description: 'Why staff gave it.' }),
    grantedAt: instantAnswer('When it was given.'),
    expiresAt: instantAnswer('Until when it pays.').nullable(),
    endedAt: instantAnswer('When what was left was taken off.').nullable(),
    endReason: z.enum(END_REASONS).nullable(),
  })
  .meta({ id: 'CreditGrant' })

export function toCreditGrant(grant: CreditGrantRow): z.input<typeof creditGrantSchema> {
  return {
    id: grant.id,
    customerId: grant.customerId,
    currency: grant.currency,
    amount: toAmount(grant.amount),
    remaining: toAmount(grant.remaining),
    source: word(SOURCES, grant.source),
    note: grant.note,
    grantedAt: toInstant(grant.grantedAt),
    expiresAt: toInstantOrNull(grant.expiresAt),
    endedAt: toInstantOrNull(grant.endedAt),
    endReason: grant.endReason === null ? null : word<(typeof END_REASONS)[number]>(END_REASONS, grant.endReason),
  }
}

export const balanceEntrySchema = z
  .object({
    id: z.string(),
    at: instantAnswer('When.'),
    kind: z
      .enum(KINDS)
      .meta({ description: 'RELEASED: an invoice it had paid was voided, and what it had paid came back.' }),
    amount: amountAnswer('What it did to the balance: negative takes off.'),
    currency: currencyAnswer,
    grantId: idAnswer('crd', 'the grant it is about'),
    source,
    note: z.string().nullable(),
    invoiceId: idAnswer('inv', 'the invoice it paid').nullable(),
  })
  .meta({ id: 'BalanceEntry' })

export function toBalanceEntry(entry: BalanceMovement): z.input<typeof balanceEntrySchema> {
  return {
    id: entry.id,
    at: toInstant(entry.at),
    kind: word(KINDS, entry.kind),
    amount: toAmount(entry.amount),
    currency: entry.currency,
    grantId: entry.grantId,
    source: word(SOURCES, entry.source),
    note: entry.note,
    invoiceId: entry.invoiceId,
  }
}
