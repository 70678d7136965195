import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { serve } from '@hono/node-server'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { closeJobs } from '@/lib/runtime/run-jobs'
import { createWorld, priceOf, standAt, START } from '@/lib/runtime/testing/world'
import { buildApi } from './build-api'
import { answerValidator, newSecretFor } from './testing/api-client'
import { bareCustomer, furnishedCustomer } from './testing/api-world'

const page = readFileSync(join(import.meta.dirname, '../../docs/BILLING_API.md'), 'utf8')
const blocks = [...page.matchAll(/^## (.+)$|^```sh\n([\s\S]*?)^```$/gm)].reduce<{ title: string; script: string }[]>(
  (found, [, heading, script]) => {
    const title = heading ?? found.at(-1)?.title ?? ''
    return [...found, { title, script: script ?? '' }]
  },
  [],
)
const examples = blocks.filter(({ script }) => script !== '')

const folder = mkdtempSync(join(tmpdir(), 'billing-api-'))
const complaints: string[] = []
let environment: Record<string, string>
let server: ReturnType<typeof serve>

beforeAll(async () => {
  await createWorld()
  const owned = await furnishedCustomer()
  await standAt(new Date(START.getTime() + 60 * 60 * 1000))
  const [api, validate] = [buildApi(), answerValidator()]
  const checked = async (request: Request) => {
    const response = await api(request)
    const { method, url } = request
    const copy = response.clone()
    const body: unknown = copy.headers.get('content-type')?.includes('json') ? await copy.json() : null
    const path = new URL(url).pathname.replace('/api/v1', '')
    const complaint = validate(method, path, { status: response.status, headers: response.headers, body })
    if (complaint) complaints.push(`${method} ${path}: ${complaint}`)
    return response
  }
  server = serve({ fetch: checked, port: 0, hostname: '127.0.0.1' })
  await new Promise((resolve) => server.once('listening', resolve))
  environment = {
    PATH: process.env.PATH ?? '',
    API: `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/v1`,
    CONCIERGE_KEY: await newSecretFor(owned.cus),
    STAFF_KEY: await newSecretFor(null),
    CUSTOMER: owned.cus,
    NEW_CUSTOMER: await bareCustomer(),
    SUBSCRIPTION: owned.sub,
    INVOICE: owned.inv,
    PRICE: await priceOf('starter'),
    BIGGER_PRICE: await priceOf('enterprise'),
  }
})
afterAll(async () => {
  server.close()
  await closeJobs()
})

test('the page has examples', () => expect(examples.length).toBeGreaterThan(10))

test.each(examples)('$title: the example runs, and is answered as the document says', async ({ script }) => {
  const { stdout } = await promisify(execFile)('bash', ['-euo', 'pipefail', '-c', script], {
    env: environment as NodeJS.ProcessEnv,
    cwd: folder,
  })
  expect(complaints).toEqual([])
  if (!script.includes('-o ')) expect(stdout).toContain('{')
})
