import { z } from 'zod'

/** How many events one request may bring. */
export const MAX_EVENTS = 1000
/** Serialised. */
export const MAX_DATA_BYTES = 4096

const name = (max: number) => z.string().min(1).max(max)

/** What the product reports, in the fields of CloudEvents. What it counts is in `data`, where the meter looks for it. */
export const usageEventSchema = z.object({
  id: name(200).describe('The id of the event at its source: sent again it is counted once.'),
  source: name(200).describe('Who reports it, such as `concierge/api`.'),
  type: name(100).describe('What happened: the event name that meters listen to.'),
  subject: name(64).optional().describe('The customer. May be left out with a key that belongs to one.'),
  time: z.iso.datetime({ offset: true }).optional().describe('When it was used; now, if it is not said.'),
  data: z
    .record(z.string(), z.unknown())
    .optional()
    .describe('Properties, such as `quantity` (an exact decimal as text, or a number).'),
  reverses: name(200).optional().describe('The id of an event of this source that shall not count.'),
  corrects: name(200).optional().describe('The id of an event of this source that this one replaces.'),
})
export type UsageEventInput = z.input<typeof usageEventSchema>

/** Why an event was refused. Stable. */
export const rejectionCodes = [
  'invalid_event',
  'unknown_type',
  'unknown_subject',
  'subject_not_allowed',
  'future_dated',
  'too_old',
  'unknown_event',
  'already_superseded',
  'id_reused',
] as const
export type RejectionCode = (typeof rejectionCodes)[number]

export const eventResultSchema = z.object({
  id: z.string(),
  source: z.string(),
  status: z.enum(['accepted', 'duplicate', 'rejected']),
  code: z.enum(rejectionCodes).optional(),
  message: z.string().optional(),
})
/** What became of an event: counted, counted before, or refused for a reason. */
export type EventResult = z.infer<typeof eventResultSchema>
