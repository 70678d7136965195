import { describe, expect, test } from 'vitest'
import type { PriceRow } from '@/lib/catalog/read-catalog'
import { decidePriceMove, firstCycleFrom } from './decide-price-move'
import type { SubscriptionContract } from './store'

const at = (text: string) => new Date(text)
const phase = (kind: 'BILLED' | 'TRIAL' | 'PAUSED', from: string, anchor = from) => ({
  subscriptionId: 'sub',
  kind,
  from: at(from),
  anchor: at(anchor),
  interval: 'MONTH' as const,
  intervalCount: 1,
  endProration: 'PRORATE' as const,
})
const timeline = (...phases: ReturnType<typeof phase>[]) => ({ phases, timeZone: 'UTC' })

describe('the first billed cycle that begins at an instant or later', () => {
  // Periods from 31 January: 28 February, 31 March.
  test.each([
    ['a boundary itself', '2026-02-28T00:00:00Z', '2026-02-28T00:00:00Z'],
    ['a moment later', '2026-02-28T00:00:00.001Z', '2026-03-31T00:00:00Z'],
  ])('%s', (_, instant, expected) => {
    expect(firstCycleFrom(timeline(phase('BILLED', '2026-01-31T00:00:00Z')), at(instant))).toEqual(at(expected))
  })

  test('a trial or a pause with an end: that end, if it is late enough', () => {
    const trial = timeline(phase('TRIAL', '2026-01-01T00:00:00Z'), phase('BILLED', '2026-01-15T00:00:00Z'))
    expect(firstCycleFrom(trial, at('2026-01-10T00:00:00Z'))).toEqual(at('2026-01-15T00:00:00Z'))
    expect(firstCycleFrom(trial, at('2026-01-16T00:00:00Z'))).toEqual(at('2026-02-15T00:00:00Z'))
    // Aligned with another subscription: a part of a month until the 1st comes first.
    const aligned = timeline(
      phase('TRIAL', '2026-01-01T00:00:00Z'),
      phase('BILLED', '2026-01-15T00:00:00Z', '2025-12-01T00:00:00Z'),
    )
    expect(firstCycleFrom(aligned, at('2026-01-16T00:00:00Z'))).toEqual(at('2026-02-01T00:00:00Z'))
  })

  test('a pause without an end: not known yet, so the instant itself', () => {
    const paused = timeline(phase('BILLED', '2026-01-01T00:00:00Z'), phase('PAUSED', '2026-01-10T00:00:00Z'))
    expect(firstCycleFrom(paused, at('2026-02-05T00:00:00Z'))).toEqual(at('2026-02-05T00:00:00Z'))
  })
})

describe('what a move comes to', () => {
  const version = (version: number, plan = 'pro') =>
    ({
      id: `${plan}-${version}`,
      planId: plan,
      interval: 'MONTH',
      intervalCount: 1,
      currency: 'EUR',
      version,
      plan: { kind: 'PLAN' },
    }) as PriceRow
  const prices = [version(1), version(2), version(3), version(1, 'starter')]
  const priceOf = (id: string) => prices.find((price) => price.id === id)!
  const earliest = at('2026-02-14T00:00:00Z')

  function decide({
    has = 'pro-1',
    to = 'pro-2',
    status = 'ACTIVE',
    pending = null,
  }: {
    has?: string
    to?: string
    status?: SubscriptionContract['status']
    pending?: { kind?: 'CHANGE' | 'CANCEL'; origin?: 'REQUEST' | 'PRICE_CHANGE'; priceId?: string; at?: string } | null
  }) {
    const { kind = 'CHANGE', origin = 'REQUEST', priceId = null } = pending ?? {}
    const contract = {
      ...timeline(phase('BILLED', '2026-01-15T00:00:00Z')),
      status,
      currentPeriodEnd: at('2026-02-15T00:00:00Z'),
      items: [{ price: priceOf(has), priceId: has, quantity: 2, to: null }],
      pendingChange: pending && {
        kind,
        origin,
        priceId,
        quantity: 3,
        effectiveAt: at(pending.at ?? '2026-02-15T00:00:00Z'),
      },
    } as unknown as SubscriptionContract
    const chosen = priceId ? priceOf(priceId) : undefined
    return decidePriceMove({ contract, price: priceOf(to), chosen, earliest })
  }

  test('running: at the first renewal that is far enough', () => {
    expect(decide({})).toMatchObject({ kind: 'announce', effectiveAt: at('2026-02-15T00:00:00Z') })
    expect(decide({ status: 'PAST_DUE' })).toMatchObject({ kind: 'announce' })
  })

  test('who has it, has something else or is gone: nothing', () => {
    for (const has of ['pro-2', 'pro-3', 'starter-1']) expect(decide({ has })).toEqual({ kind: 'nothing' })
    for (const status of ['CANCELED', 'INCOMPLETE_EXPIRED'] as const)
      expect(decide({ status })).toEqual({ kind: 'nothing' })
  })

  test('who leaves, goes to another plan or has not paid yet: it waits', () => {
    expect(decide({ pending: { kind: 'CANCEL' } })).toEqual({ kind: 'wait' })
    expect(decide({ pending: { priceId: 'starter-1' } })).toEqual({ kind: 'wait' })
    expect(decide({ status: 'INCOMPLETE' })).toEqual({ kind: 'wait' })
  })

  test('who has chosen an older price for later keeps the choice, at the new price if there is time', () => {
    const chosen = { priceId: 'pro-1', at: '2026-02-15T00:00:00Z' }
    expect(decide({ pending: chosen })).toMatchObject({ kind: 'retarget', quantity: 3, waits: true })
    expect(decide({ has: 'starter-1', pending: chosen })).toMatchObject({ kind: 'retarget', waits: false })
    expect(decide({ pending: { ...chosen, at: '2026-02-13T00:00:00Z' } })).toEqual({ kind: 'wait' })
  })

  test('an announced price gives way to a newer one only', () => {
    const announced = (priceId: string) => ({ origin: 'PRICE_CHANGE' as const, priceId })
    expect(decide({ to: 'pro-2', pending: announced('pro-2') })).toEqual({ kind: 'nothing' })
    expect(decide({ to: 'pro-3', pending: announced('pro-2') })).toMatchObject({ kind: 'announce' })
    expect(decide({ to: 'pro-2', pending: announced('pro-3') })).toEqual({ kind: 'nothing' })
  })
})
