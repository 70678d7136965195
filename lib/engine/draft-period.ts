export interface DraftPolicy {
  /** How long a renewal's invoice stays open for usage that is reported late. */
  graceHours: number
  /** How long an invoice waits at most for an answer about a VAT id; then VAT is charged. */
  vatIdHoldDays: number
}

export interface DraftPeriod {
  /** When the invoice is finalised at the latest. */
  finalizesAt: Date
  /** What it waits for beyond its grace period: then an answer may come sooner. */
  heldFor: 'VAT_ID' | null
}

const HOUR = 60 * 60 * 1000

/**
 * How long an invoice that was made at `createdAt` stays a draft, or null when there is nothing to wait for at `now`. One
 * whose tax decision is provisional waits for VIES, up to the policy's limit; both waits run from `createdAt`.
 *
 * Grace 48 hours, made on 1 March 09:00: 3 March 09:00. With an unanswered VAT id and 7 days: 8 March 09:00, and from
 * then on never again.
 */
export function draftPeriod({
  createdAt,
  now,
  isRenewal,
  isProvisional,
  policy,
}: {
  createdAt: Date
  now: Date
  isRenewal: boolean
  /** As `TaxDecision.provisional`. */
  isProvisional: boolean
  policy: DraftPolicy
}): DraftPeriod | null {
  const graceEnds = createdAt.getTime() + (isRenewal ? policy.graceHours : 0) * HOUR
  const holdEnds = isProvisional ? createdAt.getTime() + policy.vatIdHoldDays * 24 * HOUR : 0
  const finalizesAt = new Date(Math.max(graceEnds, holdEnds))
  if (finalizesAt <= now) return null
  return { finalizesAt, heldFor: holdEnds > Math.max(graceEnds, now.getTime()) ? 'VAT_ID' : null }
}
