import type { Transaction } from '@/lib/platform/db/client'
import type { DraftLine } from './draft'
import type { DraftRow } from './draft-store'

/** What became known since these drafts were made (use that was reported late), by draft. */
export type LateLines = (
  tx: Transaction,
  input: { drafts: readonly DraftRow[]; now: Date },
) => Promise<Map<string, DraftLine[]>>

let registered: LateLines | undefined

/** Called once per process by `lib/runtime/compose.ts`: contracts, which know of use, lie above invoices. */
export function registerLateLines(find: LateLines): void {
  registered = find
}

/** Lines to add to drafts before they are finalised. What would turn an invoice below zero is left to the next one. */
export async function lateLinesOf(
  tx: Transaction,
  { drafts, now }: { drafts: readonly DraftRow[]; now: Date },
): Promise<Map<string, DraftLine[]>> {
  const renewals = drafts.filter(({ reason }) => reason === 'SUBSCRIPTION_CYCLE')
  if (!registered || renewals.length === 0) return new Map()
  const found = await registered(tx, { drafts: renewals, now })
  for (const { id, subtotal, discountTotal } of renewals) {
    const sum = (found.get(id) ?? []).reduce((total, { amount }) => total + amount, subtotal - discountTotal)
    if (sum < 0n) found.delete(id)
  }
  return found
}
