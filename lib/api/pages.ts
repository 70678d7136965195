import { z } from 'zod'
import { invalid } from '@/lib/platform/errors'

const cursor = z
  .string()
  .regex(/^[\w-]{4,120}$/, 'This is no cursor')
  .optional()

/** The query of every list, before its filters. */
export const pageQuery = {
  limit: z.coerce.number().int().min(1).max(100).default(25).meta({ description: 'How many at most.', example: 25 }),
  after: cursor.meta({ description: 'The page behind this cursor: `nextCursor` of the page before.' }),
  before: cursor.meta({ description: 'The page in front of this cursor: `previousCursor` of the page after.' }),
}

interface PageQuery {
  limit: number
  after?: string
  before?: string
}

/** A page of things: the newest first, each list in an order that does not change between pages. */
export const pageOf = <Item extends z.ZodType>(item: Item, id: string) =>
  z
    .object({
      data: z.array(item),
      hasMore: z.boolean().meta({ description: 'Whether there is more in the direction that was read.' }),
      nextCursor: z.string().nullable().meta({ description: 'For `after`; null when this is the last page.' }),
      previousCursor: z.string().nullable().meta({ description: 'For `before`; null when this is the first page.' }),
    })
    .meta({ id: `${id}Page` })

/** Where to read: `take` rows strictly beyond `from` (null = from the beginning), in the list's order or against it. */
export interface Slice {
  from: { at: Date; id: string } | null
  backwards: boolean
  take: number
}

/**
 * Reads one page by position, not by number, so that rows which are added meanwhile shift nothing. `at` is the instant the
 * list is sorted by (newest first, then by id).
 */
export async function readPage<Row extends { id: string }, Item>({
  query,
  read,
  at,
  view,
}: {
  query: PageQuery
  read: (slice: Slice) => Promise<Row[]>
  at: (row: Row) => Date
  view: (row: Row) => Item
}) {
  const { limit, after, before } = query
  if (after && before) throw invalid('two_cursors', 'Either after or before, not both.')
  const backwards = before !== undefined
  const from = after ? openCursor(after) : before ? openCursor(before) : null
  const found = await read({ from, backwards, take: limit + 1 })
  const hasMore = found.length > limit
  const rows = found.slice(0, limit)
  if (backwards) rows.reverse()
  const cursorOf = (row: Row | undefined) => (row ? makeCursor({ at: at(row), id: row.id }) : null)
  return {
    data: rows.map(view),
    hasMore,
    nextCursor: hasMore || backwards ? cursorOf(rows.at(-1)) : null,
    previousCursor: (backwards ? hasMore : from !== null) ? cursorOf(rows[0]) : null,
  }
}

const makeCursor = ({ at, id }: { at: Date; id: string }) =>
  Buffer.from(`${at.getTime().toString(36)}.${id}`).toString('base64url')

function openCursor(text: string): { at: Date; id: string } {
  // Nothing of ours is from before 1970, and PostgreSQL writes years before Christ in another way.
  const match = /^([0-9a-z]{1,9})\.([\w-]{1,60})$/.exec(Buffer.from(text, 'base64url').toString('latin1'))
  if (!match) throw invalid('invalid_cursor', 'This is no cursor of ours.')
  return { at: new Date(Number.parseInt(match[1]!, 36)), id: match[2]! }
}
