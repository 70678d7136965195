import type { Database } from '@/lib/platform/db/client'
import { conflict, notFound } from '@/lib/platform/errors'
import { isLive } from './states'
import { findContract, type SubscriptionContract } from './store'

/** What a subscription takes over from another so that its periods fall together with that one's. */
interface Alignment {
  /** Period k of both is this + k × their interval; the first period of the new one is a part of one. */
  anchor: Date
  timeZone: string
}

/**
 * The alignment with another subscription of the customer: its anchor, not its next renewal, so that months of different
 * length and years keep together (31 January, 28 February, 31 March). A yearly one beside a monthly one has its first
 * year's end at the other's anniversary, a monthly one beside a yearly one falls together with it once a year.
 * Throws not_found, alignment_impossible for one that has ended or rests without an end.
 */
export async function alignmentWith(
  tx: Database,
  { subscriptionId, customerId }: { subscriptionId: string; customerId: string },
): Promise<Alignment> {
  const other = await findContract(subscriptionId, tx)
  if (other.customerId !== customerId) throw notFound('subscription', subscriptionId)
  const phase = other.phases.at(-1)
  if (!(isLive(other.status) || other.status === 'SCHEDULED') || phase?.kind !== 'BILLED')
    throw conflict('alignment_impossible', 'That subscription has no periods to come to align with.', {
      status: other.status,
    })
  return { anchor: phase.anchor, timeZone: other.timeZone }
}

/** The phases of a new contract with its billed one aligned. */
export function aligned(
  phases: SubscriptionContract['phases'],
  alignment: Alignment | null,
): SubscriptionContract['phases'] {
  if (!alignment) return phases
  return phases.map((phase) => (phase.kind === 'BILLED' ? { ...phase, anchor: alignment.anchor } : phase))
}
