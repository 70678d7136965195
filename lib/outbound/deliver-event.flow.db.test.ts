import { spawn } from 'node:child_process'
import { Webhook } from 'standardwebhooks'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { db, inTransaction } from '@/lib/platform/db/client'
import { closeJobs } from '@/lib/runtime/run-jobs'
import {
  ACTOR,
  createWorld,
  newCustomer,
  standAt,
  START,
  subscribedCustomer,
  travelTo,
  work,
} from '@/lib/runtime/testing/world'
import { tick } from '@/lib/runtime/tick'
import { createEndpoint } from './create-endpoint'
import { deliverEvent } from './deliver-event'
import { publishEvents } from './publish-event'
import { getDelivery, getEndpoint, listDueDeliveries, searchDeliveries } from './read-outbound'
import { replayDelivery, replayMissed } from './replay-deliveries'
import { rotateSecret } from './rotate-secret'
import { keysOf, sealSecret } from './sealed-secret'
import { sendTestEvent } from './send-test-event'
import { startReceiver, type Receiver } from './testing/receiver'
import { deleteEndpoint, updateEndpoint } from './update-endpoint'

// A real server receives, and fails in every way; the schedule is travelled through by the time machine.

let receiver: Receiver
beforeAll(createWorld)
afterAll(closeJobs)
beforeEach(async () => {
  await standAt(START)
  receiver = await startReceiver()
})
afterEach(async () => {
  receiver.close()
  // Nothing of one test is due in the next.
  await db.$executeRaw`TRUNCATE outbound_delivery, outbound_attempt, webhook_endpoint, outbound_event, outbound_sequence`
})

const at = (text: string) => new Date(text)
const minutes = (count: number, from = START) => new Date(from.getTime() + count * 60_000)
const command = (endpointId: string, now = START) => ({ endpointId, within: undefined, actor: ACTOR, now })

async function endpointOf(customerId: string | null, url = receiver.url, eventTypes: [] | ['invoice.paid'] = []) {
  const { endpoint, secret } = await createEndpoint({
    customerId,
    endpoint: { url, description: '', eventTypes },
    actor: ACTOR,
    now: START,
  })
  return { endpointId: endpoint.id, secret }
}

/** An event without more of a story; returns its delivery. */
async function happen(customerId: string, now = START) {
  const subject = { type: 'usage', id: 'sms' } as const
  await inTransaction((tx) =>
    publishEvents(tx, [{ type: 'usage.limit_reached', customerId, subject, data: { n: 1 }, now }]),
  )
  return (await db.outboundDelivery.findFirstOrThrow({ orderBy: { id: 'desc' } })).id
}

test('an endpoint at another address begins anew: the days in which the old one failed do not count', async () => {
  const customerId = await newCustomer()
  const { endpointId } = await endpointOf(customerId, 'http://127.0.0.1:1/gone')
  const failingSince = minutes(-5 * 24 * 60)
  await db.webhookEndpoint.update({ where: { id: endpointId }, data: { failingSince, holdUntil: minutes(1) } })
  await updateEndpoint({ ...command(endpointId), changes: { url: 'http://127.0.0.1:1/here' } })
  await deliverEvent({ deliveryId: await happen(customerId), now: START })
  expect(await getEndpoint(endpointId, undefined)).toMatchObject({ status: 'ENABLED', failingSince: START })
})

test('what cannot be signed waits, in nobody’s way, until its secret is rotated', async () => {
  const customerId = await newCustomer()
  const { endpointId } = await endpointOf(customerId)
  const lost = keysOf({ own: undefined, fallback: 'a key that this system does not have any more' })
  const secret = sealSecret('whsec_lost', endpointId, lost)
  await db.webhookEndpoint.update({ where: { id: endpointId }, data: { secret } })
  const deliveryId = await happen(customerId)
  await deliverEvent({ deliveryId, now: START })
  expect(await db.outboundDelivery.findUnique({ where: { id: deliveryId } })).toMatchObject({
    ...{ status: 'PENDING', attempts: 0, nextAttemptAt: minutes(5) },
  })
  expect(await listDueDeliveries(minutes(4), 10)).toEqual([])
  const rotated = await rotateSecret({ ...command(endpointId), overlapHours: 0 })
  await deliverEvent({ deliveryId, now: minutes(5) })
  const [{ body, headers }] = receiver.received as [{ body: string; headers: Record<string, string> }]
  expect(new Webhook(rotated.secret).verify(body, headers)).toMatchObject({ type: 'usage.limit_reached' })
})

test('a customer who subscribes hears of everything, in order of its numbers, signed', async () => {
  const { endpointId, secret } = await endpointOf(null)
  await subscribedCustomer()
  await work()
  const bodies = receiver.received.map(({ body, headers }) => {
    const event = new Webhook(secret).verify(body, headers as Record<string, string>) as Record<string, never>
    expect(headers['webhook-id']).toBe(event['id'])
    return event as unknown as { type: string; sequence: number; data: { object: { id: string; status: string } } }
  })
  bodies.sort((a, b) => a.sequence - b.sequence)
  expect(bodies.map(({ sequence }) => sequence)).toEqual(bodies.map((_, i) => i + 1))
  expect(bodies.map(({ type, data }) => `${type} ${data.object.status ?? ''}`.trim())).toEqual([
    'invoice.finalized OPEN',
    'subscription.created INCOMPLETE',
    'payment_method.attached',
    'invoice.paid PAID',
    'payment.succeeded SUCCEEDED',
    'subscription.updated ACTIVE',
    'entitlements.updated',
  ])
  expect((await searchDeliveries({ endpointId, statuses: ['SUCCEEDED'], page: 1, pageSize: 50 })).total).toBe(7)
})

describe('what is not taken', () => {
  test('is tried again by the schedule, under the same id and with the same letters, until it is', async () => {
    const customerId = await newCustomer()
    const { endpointId } = await endpointOf(customerId)
    receiver.answers(503)
    const id = await happen(customerId)
    await work()
    expect(await getDelivery(id, customerId)).toMatchObject({ status: 'PENDING', attempts: 1, lastStatusCode: 503 })
    await travelTo(minutes(50).toISOString())
    receiver.answers(204)
    await travelTo(minutes(300).toISOString())
    // 0, 1, 6 and 36 minutes, and 156 when it was well again; each a tenth later at most.
    const delivery = await getDelivery(id, customerId)
    expect(delivery).toMatchObject({ status: 'SUCCEEDED', attempts: 5, nextAttemptAt: null, lastError: null })
    expect(delivery.log.map(({ statusCode, error, responseBody }) => [statusCode, error, responseBody])).toEqual([
      [204, null, ''],
      ...Array.from({ length: 4 }, () => [503, 'status', 'answered 503']),
    ])
    const waited = delivery.log.map((attempt) => (attempt.at.getTime() - START.getTime()) / 60_000).reverse()
    for (const [i, ideal] of [0, 1, 6, 36, 156].entries()) {
      expect(waited[i]).toBeGreaterThanOrEqual(ideal)
      expect(waited[i]).toBeLessThanOrEqual(ideal * 1.1)
    }
    expect(new Set(receiver.received.map(({ headers, body }) => `${String(headers['webhook-id'])} ${body}`)).size).toBe(
      1,
    )
    expect((await getEndpoint(endpointId, customerId)).failingSince).toBeNull()
  })

  test('is given up after ten attempts in three days, and can be sent again', async () => {
    const customerId = await newCustomer()
    await endpointOf(customerId)
    receiver.answers(302)
    const id = await happen(customerId)
    await travelTo('2026-01-19T00:00:00Z')
    const failed = await getDelivery(id, customerId)
    expect(failed).toMatchObject({ status: 'FAILED', attempts: 10, nextAttemptAt: null, lastError: 'redirect' })
    expect(failed.log[0]!.at.getTime()).toBeGreaterThanOrEqual(minutes(71 * 60 + 36).getTime())
    expect(receiver.received).toHaveLength(10)
    receiver.answers(200)
    const now = at('2026-01-19T00:00:00Z')
    await replayDelivery({ deliveryId: id, within: customerId, actor: ACTOR, now })
    await expect(replayDelivery({ deliveryId: id, within: customerId, actor: ACTOR, now })).rejects.toMatchObject({
      code: 'delivery_under_way',
    })
    await work()
    expect(await getDelivery(id, customerId)).toMatchObject({ status: 'SUCCEEDED', attempts: 11 })
  })

  test('switches the endpoint off after four days without success; the owners hear of it', async () => {
    const customerId = await newCustomer()
    const { endpointId } = await endpointOf(customerId)
    receiver.answers(500)
    await happen(customerId)
    await travelTo('2026-01-18T12:00:00Z')
    const later = await happen(customerId, at('2026-01-18T12:00:00Z'))
    await travelTo('2026-01-20T00:00:00Z')
    expect(await getEndpoint(endpointId, customerId)).toMatchObject({
      status: 'DISABLED',
      disabledReason: 'FAILING',
      failingSince: START,
    })
    expect(await getDelivery(later, customerId)).toMatchObject({ status: 'FAILED', lastError: 'endpoint_disabled' })
    expect(await db.notification.findMany({ where: { kind: 'webhook_endpoint_disabled', customerId } })).toMatchObject([
      { recipient: 'billing@lindenhof.example', data: { gone: false, endpointUrl: receiver.url } },
    ])
    expect(await db.auditEntry.count({ where: { customerId, action: 'webhook_endpoint.disable' } })).toBe(1)
  })

  test('because it is gone (410) switches the endpoint off at once; back on, it gets what it missed', async () => {
    const customerId = await newCustomer()
    const { endpointId } = await endpointOf(customerId)
    receiver.answers(410)
    await happen(customerId)
    await happen(customerId)
    await work()
    expect(await getEndpoint(endpointId, customerId)).toMatchObject({ status: 'DISABLED', disabledReason: 'GONE' })
    expect(await db.notification.count({ where: { kind: 'webhook_endpoint_disabled', customerId } })).toBe(1)
    const before = receiver.received.length
    await happen(customerId)
    await travelTo(minutes(600).toISOString())
    expect(receiver.received).toHaveLength(before)
    receiver.answers(200)
    const now = minutes(600)
    await expect(replayMissed({ ...command(endpointId, now), since: START })).rejects.toMatchObject({
      code: 'endpoint_disabled',
    })
    await updateEndpoint({ ...command(endpointId, now), changes: { enabled: true } })
    expect(await replayMissed({ ...command(endpointId, now), since: START })).toEqual({ queued: 3 })
    await work()
    const sequences = receiver.received
      .slice(before)
      .map(({ body }) => (JSON.parse(body) as { sequence: number }).sequence)
    expect(sequences.sort()).toEqual([1, 2, 3])
    expect(await replayMissed({ ...command(endpointId, now), since: START })).toEqual({ queued: 0 })
  })

  test('by silence holds back what else goes there, without counting it as tried', async () => {
    const customerId = await newCustomer()
    await endpointOf(customerId, 'http://127.0.0.1:9/nobody')
    const first = await happen(customerId)
    await deliverEvent({ deliveryId: first, now: START })
    expect(await getDelivery(first, customerId)).toMatchObject({ attempts: 1, lastError: 'connection' })
    const second = await happen(customerId)
    await deliverEvent({ deliveryId: second, now: START })
    expect(await getDelivery(second, customerId)).toMatchObject({
      attempts: 0,
      status: 'PENDING',
      nextAttemptAt: minutes(1),
    })
  })
})

test('an attempt that dies with its process is made again, under the same id', async () => {
  const customerId = await newCustomer()
  await endpointOf(customerId)
  receiver.answers('nothing')
  const id = await happen(customerId)
  const worker = spawn(
    process.execPath,
    ['--conditions=react-server', '--import', 'tsx', 'lib/outbound/testing/doomed-delivery.ts', id],
    { env: process.env, stdio: 'inherit' },
  )
  await vi.waitFor(() => expect(receiver.received).toHaveLength(1), { timeout: 60_000, interval: 50 })
  worker.kill('SIGKILL')
  await new Promise((resolve) => worker.once('exit', resolve))
  receiver.answers(200)
  await tick({ now: minutes(1) })
  await work()
  expect(await getDelivery(id, customerId), 'somebody may still be at it').toMatchObject({
    status: 'PENDING',
    attempts: 1,
    log: [],
  })
  await standAt(minutes(3))
  await tick({ now: minutes(3) })
  await work()
  expect(await getDelivery(id, customerId)).toMatchObject({ status: 'SUCCEEDED', attempts: 2, log: [{ number: 2 }] })
  expect(new Set(receiver.received.map(({ headers }) => headers['webhook-id'])).size).toBe(1)
})

test('twenty workers that take up one delivery at once make one attempt', async () => {
  const customerId = await newCustomer()
  await endpointOf(customerId)
  const deliveryId = await happen(customerId)
  await Promise.all(Array.from({ length: 20 }, () => deliverEvent({ deliveryId, now: START })))
  expect(receiver.received).toHaveLength(1)
})

test('while a secret replaces another both sign; then only the new one', async () => {
  const customerId = await newCustomer()
  const { endpointId, secret: before } = await endpointOf(customerId)
  const { secret: after } = await rotateSecret({ ...command(endpointId), overlapHours: 24 })
  const takes = (secret: string) => {
    const { body, headers } = receiver.received.at(-1)!
    try {
      new Webhook(secret).verify(body, headers as Record<string, string>)
      return true
    } catch {
      return false
    }
  }
  await sendTestEvent(command(endpointId))
  await work()
  expect([takes(before), takes(after)]).toEqual([true, true])
  await standAt(minutes(24 * 60))
  await sendTestEvent(command(endpointId, minutes(24 * 60)))
  await work()
  expect([takes(before), takes(after)]).toEqual([false, true])
  expect(JSON.parse(receiver.received.at(-1)!.body)).toMatchObject({ type: 'webhook.test', sequence: null, customerId })
})

test("another customer's endpoints and deliveries do not exist", async () => {
  const [mine, other] = [await newCustomer(), await newCustomer('Other')]
  const { endpointId } = await endpointOf(other)
  const deliveryId = await happen(other)
  const notFound = { code: 'not_found' }
  await expect(getEndpoint(endpointId, mine)).rejects.toMatchObject(notFound)
  await expect(getDelivery(deliveryId, mine)).rejects.toMatchObject(notFound)
  const reaching = { endpointId, within: mine, actor: ACTOR, now: START }
  await expect(updateEndpoint({ ...reaching, changes: { enabled: false } })).rejects.toMatchObject(notFound)
  await expect(rotateSecret({ ...reaching, overlapHours: 0 })).rejects.toMatchObject(notFound)
  await expect(sendTestEvent(reaching)).rejects.toMatchObject(notFound)
  await expect(replayMissed({ ...reaching, since: START })).rejects.toMatchObject(notFound)
  await expect(replayDelivery({ deliveryId, within: mine, actor: ACTOR, now: START })).rejects.toMatchObject(notFound)
  await expect(deleteEndpoint(reaching)).rejects.toMatchObject(notFound)
  expect((await searchDeliveries({ within: mine, page: 1, pageSize: 10 })).total).toBe(0)
})

test('a deleted endpoint gets nothing more', async () => {
  const customerId = await newCustomer()
  const { endpointId } = await endpointOf(customerId)
  await happen(customerId)
  await deleteEndpoint(command(endpointId))
  await work()
  expect(receiver.received).toEqual([])
  await expect(getEndpoint(endpointId, customerId)).rejects.toMatchObject({ code: 'not_found' })
})
