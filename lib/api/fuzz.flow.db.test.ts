import { afterAll, beforeAll, expect, test } from 'vitest'
import { setSandboxClock } from '@/lib/platform/clock'
import { closeJobs } from '@/lib/runtime/run-jobs'
import { brokenInvariants, createWorld, standAt, START } from '@/lib/runtime/testing/world'
import { buildApi } from './build-api'
import { openApiDocument } from './openapi'
import { answerValidator, newSecretFor } from './testing/api-client'
import { bareCustomer, furnishedCustomer, newCoupon, priceIds } from './testing/api-world'
import { operationsOf, randomRequest, randomSource } from './testing/random-request'

/**
 * Random requests from the OpenAPI document itself, valid and broken, by keys of two customers, of staff and by nobody. None
 * may be answered by a 5xx, or by anything that the document does not have; afterwards all books are in order.
 * By default a share of them, always the same; the long run:
 * `FUZZ=20000 SEED=7 npx vitest run --project flow lib/api/fuzz`
 */
const COUNT = Number(process.env.FUZZ ?? 3_000)
const SEED = Number(process.env.SEED ?? 1)
const LANES = 8

const api = buildApi()
const document = openApiDocument()
const validate = answerValidator(document)
const operations = operationsOf(document)

const LATER = new Date(START.getTime() + 24 * 60 * 60 * 1000)

/** Things that requests made are what later ones ask for. */
const remember = (prefix: string, id: string) => {
  const known = (ids[prefix] ??= [])
  if (!known.includes(id) && known.push(id) > 40) known.splice(5, 1)
}
const rememberAll = (text: string) => {
  for (const [, prefix, rest] of text.matchAll(/"(cus|sub|inv|pay|pm|cn|cpn|whe|dlv|rsv)_([0-9a-z]{20,})"/g))
    remember(prefix!, `${prefix}_${rest}`)
}

let ids: Record<string, string[]>
let secrets: string[]

beforeAll(async () => {
  await createWorld()
  const [first, second, third] = [await furnishedCustomer(), await furnishedCustomer(), await bareCustomer()]
  ids = { cus: [third], price: await priceIds(), cpn: [await newCoupon('SPRING26')] }
  for (const [prefix, id] of [...Object.entries(first), ...Object.entries(second)]) remember(prefix, id)
  // A day later: what was done at one instant cannot be changed at the same.
  await standAt(LATER)
  // Many keys, so that no limit of requests is what is tested.
  secrets = []
  for (let i = 0; i < Math.max(40, COUNT / 100); i++)
    secrets.push(await newSecretFor([first.cus, second.cus, third, null, null][i % 5]!))
})
afterAll(closeJobs)

test(
  `${COUNT} random requests: no 5xx, no answer outside the document, books in order`,
  async () => {
    const seen = new Map<number, number>()
    const reached = new Set<string>()
    const slow = new Map<string, number>()
    const failures: string[] = []
    let next = 0
    const lane = async () => {
      for (let i = next++; i < COUNT && failures.length < 20; i = next++) {
        const random = randomSource(SEED * 1_000_003 + i)
        // Time goes on, as what was done at one instant cannot be changed at the same.
        if (i % 10 === 0) await setSandboxClock(new Date(LATER.getTime() + i * 6_000), true)
        const operation = operations[i % operations.length]!
        const spoil = random.pick([0, 0, 0.05, 0.3])
        const { method, path, headers, body } = randomRequest(document, operation, { random, ids, spoil })
        if (!random.chance(0.03)) headers.authorization = `Bearer ${random.pick(secrets)}`
        headers['x-forwarded-for'] = `10.0.${random.int(0, 255)}.${random.int(0, 255)}`
        const began = performance.now()
        const response = await api(
          new Request(`http://api.test/api/v1${path}`, { method, headers, body: method === 'GET' ? undefined : body }),
        )
        const { status } = response
        const text = await response.text()
        const name = `${method} ${operation.path}`
        slow.set(name, (slow.get(name) ?? 0) + performance.now() - began)
        seen.set(status, (seen.get(status) ?? 0) + 1)
        if (status < 300) reached.add(name)
        if (status < 300 && method === 'POST') rememberAll(text)
        const isJson = response.headers.get('content-type')?.includes('json') ?? false
        const complaint =
          status >= 500
            ? `${status} ${text}`
            : validate(method, path.split('?')[0]!, {
                status,
                headers: response.headers,
                body: isJson ? JSON.parse(text) : text,
              })
        if (complaint)
          failures.push(
            `#${i} ${name} → ${path.slice(0, 200)} ${body?.slice(0, 400) ?? ''}: ${complaint.slice(0, 500)}`,
          )
      }
    }
    const began = performance.now()
    await Promise.all(Array.from({ length: LANES }, lane))
    if (process.env.FUZZ_REPORT) {
      const times = [...slow]
        .sort((a, b) => b[1] - a[1])
        .slice(0, 12)
        .map(([name, ms]) => `${name} ${(ms / 1000).toFixed(1)} s`)
      console.error(`${((performance.now() - began) / 1000).toFixed(1)} s`, [...seen].sort().join(' · '), times)
      console.error(
        'never answered with success:',
        operations.map(({ method, path }) => `${method} ${path}`).filter((name) => !reached.has(name)),
      )
    }
    expect(failures).toEqual([])
    expect(seen.get(200)).toBeGreaterThan(COUNT / 20)
    expect(await brokenInvariants(new Date(LATER.getTime() + COUNT * 6_000))).toEqual([])
  },
  Math.max(240_000, COUNT * 120),
)
