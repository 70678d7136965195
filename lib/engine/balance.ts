import { EngineError } from './errors'

/** Credit that a customer holds: granted by staff, or left over from a downgrade. */
export interface CreditGrant {
  id: string
  /** Positive minor units still unused. */
  remaining: bigint
  grantedAt: Date
  /** First instant at which it is worth nothing; null = never. */
  expiresAt: Date | null
}

export interface ApplyBalanceInput {
  amountDue: bigint
  grants: readonly CreditGrant[]
  at: Date
}

export interface AppliedBalance {
  applied: { grantId: string; amount: bigint }[]
  amountApplied: bigint
  /** What is left to pay. */
  amountDue: bigint
}

/**
 * Pays an amount due from the customer's credit: the oldest grant first, expired ones not at all, never more than is due.
 * Due 34.51; grants 20.00 of March and 30.00 of April: 20.00 + 14.51, nothing left to pay, 15.49 of April's remain.
 * Throws `grant_invalid`.
 */
export function applyBalance({ amountDue, grants, at }: ApplyBalanceInput): AppliedBalance {
  const negative = grants.find(({ remaining }) => remaining < 0n)
  if (negative) throw new EngineError('grant_invalid', 'A grant holds at least 0.', { grantId: negative.id })
  const usable = grants
    .filter(({ expiresAt, remaining }) => remaining > 0n && (expiresAt === null || at < expiresAt))
    .toSorted((a, b) => a.grantedAt.getTime() - b.grantedAt.getTime() || (a.id < b.id ? -1 : 1))
  const applied: AppliedBalance['applied'] = []
  let left = amountDue
  for (const { id, remaining } of usable) {
    if (left <= 0n) break
    const amount = remaining < left ? remaining : left
    applied.push({ grantId: id, amount })
    left -= amount
  }
  return { applied, amountApplied: amountDue - left, amountDue: left }
}
