import type { Actor } from '@/lib/audit/actor'
import { recordAudit } from '@/lib/audit/record-audit'
import { inTransaction } from '@/lib/platform/db/client'
import { revokeSessions } from './sessions'

/** Ends all sessions of a user at once, on every device; `keep` spares one. Returns how many ended. */
export function signOutEverywhere({
  userId,
  keep,
  actor,
  now,
}: {
  userId: string
  keep?: string
  actor: Actor
  now: Date
}): Promise<number> {
  return inTransaction(async (tx) => {
    const count = await revokeSessions(tx, userId, keep)
    await recordAudit(tx, now, {
      actor,
      action: 'user.sign_out_everywhere',
      target: { type: 'user', id: userId },
      data: { sessions: count },
    })
    return count
  })
}
