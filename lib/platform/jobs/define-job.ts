import type { z } from 'zod'
import type { Database } from '../db/client'
import { executeSql } from '../db/direct-sql'
import { arrayLiteral } from '../db/rows'

export interface Job<Payload> {
  name: string
  /** Adds the job in the caller's transaction: it exists if and only if the transaction commits. */
  enqueue(tx: Database, payload: Payload, options?: EnqueueOptions): Promise<void>
  /** Adds many in one statement; with `keyOf`, one that waits already is not added again. */
  enqueueMany(tx: Database, payloads: Payload[], options?: { keyOf?: (payload: Payload) => string }): Promise<void>
  parse(payload: unknown): Payload
}

export interface EnqueueOptions {
  /** Replaces a job of the same key that has not started: the natural dedupe. */
  key?: string
  /** Jobs of one queue run one after another. */
  queue?: string
  maxAttempts?: number
}

const ADD_MANY = `
  SELECT graphile_worker.add_jobs(ARRAY(
    SELECT ($1, payload::json, NULL, NULL, 25, key, NULL, NULL)::graphile_worker.job_spec
    FROM unnest($2::text[], $3::text[]) AS job(payload, key)))`

/** Declares a background job by name and payload; `lib/runtime/tasks.ts` says which use-case runs it. */
export function defineJob<Schema extends z.ZodType>(name: string, schema: Schema): Job<z.infer<Schema>> {
  return {
    name,
    parse: (payload) => schema.parse(payload),
    async enqueue(tx, payload, { key, queue, maxAttempts = 25 } = {}) {
      await tx.$executeRaw`SELECT graphile_worker.add_job(${name}, ${JSON.stringify(payload)}::json,
        queue_name := ${queue ?? null}, job_key := ${key ?? null}, max_attempts := ${maxAttempts}::int)`
    },
    async enqueueMany(tx, payloads, { keyOf } = {}) {
      if (payloads.length === 0) return
      const texts = arrayLiteral(payloads.map((payload) => JSON.stringify(payload)))
      const keys = keyOf ? arrayLiteral(payloads.map((payload) => `${name}:${keyOf(payload)}`)) : '{}'
      await executeSql(tx, { text: ADD_MANY, values: [name, texts, keys] })
    },
  }
}
