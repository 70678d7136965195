import type { JsonObject } from '@/lib/platform/db/json'

export interface EventBody {
  id: string
  type: string
  createdAt: Date
  customerId: string | null
  /** Position among all events of the customer, from 1; null for a test. */
  sequence: bigint | null
  data: JsonObject
}

/** The text that is signed and sent, and kept so: each attempt sends the same letters. */
export function eventBody({ id, type, createdAt, customerId, sequence, data }: EventBody): string {
  return JSON.stringify({
    id,
    type,
    createdAt: createdAt.toISOString(),
    customerId,
    sequence: sequence === null ? null : Number(sequence),
    data,
  })
}
