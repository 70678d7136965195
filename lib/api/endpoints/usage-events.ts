import { z } from 'zod'
import { ingestUsage } from '@/lib/usage/ingest-usage'
import { eventResultSchema, MAX_DATA_BYTES, MAX_EVENTS, usageEventSchema } from '@/lib/usage/schemas'
import { defineEndpoint } from '../endpoint'

// Each event is read by itself, by the same schema, so that one that is wrong does not take its neighbours with it: here
// it only says what is expected.
const eventJson = z.toJSONSchema(usageEventSchema, { io: 'input' })
delete eventJson.$schema
const batchEvent = z.unknown().meta({ override: eventJson })
const singleEvent = z
  .record(z.string(), z.unknown())
  .refine((value) => Object.keys(value).length > 0 && !('events' in value))
  .meta({ override: eventJson })

const bodySchema = z.union([z.object({ events: z.array(batchEvent).min(1).max(MAX_EVENTS) }), singleEvent], {
  error: `one event, or { "events": [from 1 to ${MAX_EVENTS} of them] }`,
})

export const reportUsage = defineEndpoint({
  method: 'post',
  path: '/usage-events',
  operationId: 'reportUsage',
  tag: 'Usage',
  summary: 'Report usage events',
  description: `One event, or up to ${MAX_EVENTS} in \`events\`. Each (\`source\`, \`id\`) counts once, however often it is sent: repeat what you got
no answer to. The answer is 200 and tells for each event, in the order sent, what became of it: \`accepted\`, \`duplicate\` (counted
before), or \`rejected\` with a code; what is rejected touches no other event.`,
  scope: 'usage:write',
  limit: 'hot',
  idempotency: 'none',
  checksTexts: true,
  maxBytes: MAX_EVENTS * (MAX_DATA_BYTES + 1024),
  body: bodySchema,
  answer: z
    .object({
      data: z.array(eventResultSchema.meta({ id: 'UsageEventResult' })),
      accepted: z.int(),
      duplicates: z.int(),
      rejected: z.int(),
    })
    .meta({ id: 'UsageReceipt' }),
  handle: async ({ caller, body, now }) => {
    const events: readonly unknown[] = Array.isArray(body.events) ? body.events : [body]
    const data = await ingestUsage({ events, caller, now })
    const count = (status: string) => data.reduce((sum, result) => sum + (result.status === status ? 1 : 0), 0)
    return { data, accepted: count('accepted'), duplicates: count('duplicate'), rejected: count('rejected') }
  },
})
