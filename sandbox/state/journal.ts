import pg from 'pg'

/** One stored record as the journal keeps it: `body` is `undefined` when the record was deleted. */
export interface JournalEntry {
  readonly collection: string
  readonly id: string
  readonly sequence: number
  readonly body: object | undefined
}

const CREATE = `
  CREATE SCHEMA IF NOT EXISTS sandbox;
  CREATE TABLE IF NOT EXISTS sandbox.records (
    collection text NOT NULL,
    id text NOT NULL,
    sequence bigint NOT NULL,
    body json NOT NULL,
    PRIMARY KEY (collection, id)
  );`

const WRITE = `
  INSERT INTO sandbox.records (collection, id, sequence, body)
  SELECT * FROM unnest($1::text[], $2::text[], $3::bigint[], $4::json[])
  ON CONFLICT (collection, id) DO UPDATE SET body = excluded.body, sequence = excluded.sequence`

const DELETE = `DELETE FROM sandbox.records WHERE (collection, id) IN (SELECT * FROM unnest($1::text[], $2::text[]))`

/** How often, and how far apart in milliseconds, a write is tried. */
const ATTEMPTS = 60
const PAUSE = 250

/**
 * Writes records to PostgreSQL behind the caller's back, in groups: whatever changes while one group is being committed
 * forms the next group. `durable()` tells when everything written so far is committed, so an answer can wait for that.
 */
export class Journal {
  readonly #pool: pg.Pool
  #waiting = new Map<string, JournalEntry>()
  #group: Promise<void> | undefined
  #next: Promise<void> | undefined
  #failure: Error | undefined
  #isClosing = false

  private constructor(pool: pg.Pool) {
    this.#pool = pool
  }

  /** Connects, creates the schema where it is missing, and returns the journal with all records in order of creation. */
  static async open(databaseUrl: string): Promise<{ journal: Journal; entries: JournalEntry[] }> {
    const pool = new pg.Pool({ connectionString: databaseUrl, max: 2 })
    pool.on('error', () => undefined) // an idle connection that breaks is replaced; a busy one reports to its query
    try {
      await createSchema(pool)
      const { rows } = await pool.query<{ collection: string; id: string; sequence: string; body: object }>(
        'SELECT collection, id, sequence, body FROM sandbox.records ORDER BY sequence',
      )
      return { journal: new Journal(pool), entries: rows.map((row) => ({ ...row, sequence: Number(row.sequence) })) }
    } catch (error) {
      await pool.end()
      throw error
    }
  }

  /** Notes a change; it is on disk when a later `durable()` resolves. */
  note(entry: JournalEntry): void {
    this.#waiting.set(`${entry.collection}\u0000${entry.id}`, entry)
    this.#schedule()
  }

  /** Resolves when all changes noted so far are committed; rejects when the database refused them. */
  async durable(): Promise<void> {
    if (this.#failure) throw this.#failure
    await (this.#next ?? this.#group)
  }

  /** Writes what is left and disconnects. */
  async close(): Promise<void> {
    this.#isClosing = true
    await this.durable().catch(() => undefined)
    await this.#pool.end()
  }

  #schedule(): void {
    if (this.#next) return
    const previous = this.#group
    this.#next = (previous ?? immediate()).then(() => {
      const writing = this.#write()
      this.#group = writing
      this.#next = undefined
      return writing
    })
    this.#next.catch(() => undefined)
  }

  async #write(): Promise<void> {
    if (this.#failure) throw this.#failure
    const entries = [...this.#waiting.values()]
    this.#waiting = new Map()
    try {
      await this.#insist(() => this.#commit(entries))
    } catch (error) {
      this.#failure = error instanceof Error ? error : new Error(String(error))
      throw this.#failure
    } finally {
      if (this.#waiting.size === 0 && !this.#next) this.#group = undefined
    }
  }

  /** PostgreSQL may restart under us: the state in memory is whole, so writing it is tried again for a while. */
  async #insist(work: () => Promise<void>): Promise<void> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await work()
      } catch (error) {
        if (this.#isClosing || attempt === ATTEMPTS) throw error
        await new Promise((resolve) => setTimeout(resolve, PAUSE))
      }
    }
  }

  async #commit(entries: JournalEntry[]): Promise<void> {
    const kept = entries.filter((entry) => entry.body !== undefined)
    const gone = entries.filter((entry) => entry.body === undefined)
    if (kept.length > 0) {
      await this.#pool.query({
        name: 'write',
        text: WRITE,
        values: [
          kept.map((entry) => entry.collection),
          kept.map((entry) => entry.id),
          kept.map((entry) => entry.sequence),
          kept.map((entry) => JSON.stringify(entry.body)),
        ],
      })
    }
    if (gone.length > 0) {
      await this.#pool.query({
        name: 'delete',
        text: DELETE,
        values: [gone.map((entry) => entry.collection), gone.map((entry) => entry.id)],
      })
    }
  }
}

/** Two sandboxes starting at once on one database must not trip over each other's `CREATE SCHEMA`. */
async function createSchema(pool: pg.Pool): Promise<void> {
  const client = await pool.connect()
  try {
    await client.query('BEGIN')
    await client.query("SELECT pg_advisory_xact_lock(hashtext('sandbox.records'))")
    await client.query(CREATE)
    await client.query('COMMIT')
    client.release()
  } catch (error) {
    client.release(true)
    throw error
  }
}

function immediate(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}
