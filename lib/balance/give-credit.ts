import type { z } from 'zod'
import { entriesForCreditGranted } from '@/lib/engine/ledger'
import type { Actor } from '@/lib/audit/actor'
import { recordAudit } from '@/lib/audit/record-audit'
import { lockCustomer } from '@/lib/customers/lock-customers'
import { postTransactions } from '@/lib/ledger/post-transactions'
import type { Transaction } from '@/lib/platform/db/client'
import { invalid } from '@/lib/platform/errors'
import { newId } from '@/lib/platform/id'
import { grantCredit } from './grant-credit'
import { creditSchema } from './schemas'

export type CreditToGive = z.infer<typeof creditSchema> & { customerId: string; actor: Actor; now: Date }

/**
 * Staff give a customer credit, as goodwill; it pays what is charged next. Takes the customer's lock. Throws
 * credit_amount_invalid (not positive, or absurd), credit_expiry_past.
 */
export async function giveCredit(
  tx: Transaction,
  { customerId, actor, now, ...wanted }: CreditToGive,
): Promise<{ grantId: string }> {
  const parsed = creditSchema.safeParse(wanted)
  if (!parsed.success) throw invalid('credit_amount_invalid', 'Credit is more than nothing, and has a reason.')
  const { amount, note, expiresAt } = parsed.data
  if (expiresAt && expiresAt <= now) throw invalid('credit_expiry_past', 'That day has passed: credit expires later.')
  const { currency } = await lockCustomer(tx, customerId)
  const grant = {
    customerId,
    currency,
    amount,
    note,
    expiresAt,
    source: 'manual' as const,
    sourceId: newId('crd'),
    now,
  }
  const grantId = await grantCredit(tx, grant)
  const entries = entriesForCreditGranted({ currency, amount })
  await postTransactions(tx, now, [{ kind: 'credit.granted', sourceId: grantId, customerId, entries }])
  await recordAudit(tx, now, {
    actor,
    action: 'balance.grant',
    customerId,
    target: { type: 'customer', id: customerId },
    data: { amount: amount.toString(), currency, note, expiresAt: expiresAt?.toISOString() ?? null },
  })
  return { grantId }
}
