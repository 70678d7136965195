import { createHash } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { mkdir, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGunzip, createGzip } from 'node:zlib'
import { inTransaction } from '@/lib/platform/db/client'
import { conflict, invalid } from '@/lib/platform/errors'
import { dropMonth, findMonths, findNeededFrom, readArchiveLines, type Place } from './archive-store'
import { DAY } from './usage-event'
import { usageRules } from './usage-rules'

const PAGE = 10_000
/** Whoever sends an event again is still told that it was counted. */
const REMEMBERED_DAYS = 35

export interface ArchivedMonth {
  month: string
  file: string
  events: number
  sha256: string
}

/**
 * Moves the events of months before `before` (`2026-01`) into files, `usage-2025-12.ndjson.gz` with a note beside it of how
 * many there are and what they hash to: written, read back and compared before the month is removed from the database. The
 * totals stay. Stopped at any point, it is done again from there.
 *
 * Throws `too_young` where a month still takes events or a period that may be billed reaches into it, and `archive_differs` if
 * the file is not what the month holds.
 */
export async function archiveUsage({
  before,
  folder,
  now,
}: {
  before: string
  folder: string
  now: Date
}): Promise<ArchivedMonth[]> {
  const months = (await findMonths()).filter((month) => month < before)
  const limit = await neededFrom(now)
  for (const month of months) {
    if (endOf(month) > limit)
      throw invalid('too_young', `The events of ${month} are needed until it ended before ${limit.toISOString()}.`)
  }
  await mkdir(folder, { recursive: true })
  const archived: ArchivedMonth[] = []
  for (const month of months) {
    const written = await writeMonth(month, folder)
    const read = await readBack(written.file)
    if (read.events !== written.events || read.sha256 !== written.sha256)
      throw conflict('archive_differs', `${written.file} is not what was written.`, { ...written, read })
    await writeFile(`${written.file}.json`, `${JSON.stringify({ ...read, month, archivedAt: now }, null, 2)}\n`)
    const isGone = await inTransaction((tx) => dropMonth(tx, month, written.events), 10 * 60_000)
    if (!isGone) throw conflict('archive_differs', `Events of ${month} came while it was archived: run it again.`)
    archived.push(written)
  }
  return archived
}

async function neededFrom(now: Date): Promise<Date> {
  const { lateDays } = await usageRules()
  const remembered = new Date(now.getTime() - Math.max(REMEMBERED_DAYS, lateDays) * DAY)
  const billed = await findNeededFrom()
  if (!billed) return remembered
  const needed = new Date(billed.getTime() - lateDays * DAY)
  return needed < remembered ? needed : remembered
}

const endOf = (month: string): Date => {
  const [year, number] = month.split('-').map(Number)
  return new Date(Date.UTC(year!, number!))
}

async function writeMonth(month: string, folder: string): Promise<ArchivedMonth> {
  const file = join(folder, `usage-${month}.ndjson.gz`)
  const hash = createHash('sha256')
  let events = 0
  const lines = async function* () {
    for (let after: Place | undefined; ;) {
      const rows = await readArchiveLines(month, after, PAGE)
      if (rows.length === 0) return
      const text = rows.map(({ line }) => `${line}\n`).join('')
      hash.update(text)
      events += rows.length
      yield text
      after = rows.at(-1)
    }
  }
  await pipeline(Readable.from(lines()), createGzip(), createWriteStream(`${file}.part`, { flush: true }))
  await rename(`${file}.part`, file)
  return { month, file, events, sha256: hash.digest('hex') }
}

async function readBack(file: string): Promise<{ events: number; sha256: string }> {
  const hash = createHash('sha256')
  let events = 0
  await pipeline(createReadStream(file), createGunzip(), async (chunks: AsyncIterable<Buffer>) => {
    for await (const chunk of chunks) {
      hash.update(chunk)
      for (const byte of chunk) if (byte === 10) events += 1
    }
  })
  return { events, sha256: hash.digest('hex') }
}
