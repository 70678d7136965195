import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  checkUse,
  resolveEntitlements,
  type EntitledPlan,
  type EntitledSubscription,
  type EntitlementOverride,
} from './entitlements'

const at = new Date('2026-03-01T00:00:00Z')
const professional: EntitledPlan = {
  planCode: 'professional',
  rank: 2,
  quantity: 1,
  features: { reports: 'true', api: 'true', support: 'Chat, 4 hours', sso: 'false' },
  limits: [
    { meter: 'buildings', included: 10n, kind: 'HARD' },
    { meter: 'api_calls', included: 1000n, kind: 'SOFT' },
    { meter: 'users', included: null, kind: 'HARD' },
  ],
}
const pack: EntitledPlan = {
  planCode: 'pack',
  rank: 9,
  quantity: 2,
  features: { packs: 'true', support: 'false' },
  limits: [{ meter: 'buildings', included: 5n, kind: 'HARD' }],
}
const subscription = (input: Partial<EntitledSubscription> = {}): EntitledSubscription => ({
  status: 'ACTIVE',
  graceEndsAt: null,
  plans: [professional],
  ...input,
})
const resolve = (input: Partial<EntitledSubscription> = {}, overrides: EntitlementOverride[] = []) =>
  resolveEntitlements({ subscriptions: [subscription(input)], overrides, at })

describe('resolveEntitlements', () => {
  it('adds up a plan and its add-ons: 10 + 2 × 5 buildings', () => {
    const { features, limits } = resolve({ plans: [professional, pack] })
    expect(Object.fromEntries(features)).toEqual({
      reports: 'true',
      api: 'true',
      packs: 'true',
      support: 'Chat, 4 hours',
    })
    expect(limits.get('buildings')).toEqual({ meter: 'buildings', included: 20n, kind: 'HARD' })
    expect(limits.get('users')?.included).toBeNull()
  })

  it('adds up several subscriptions, and takes a level from the higher plan whatever the order', () => {
    const starter = {
      ...professional,
      rank: 1,
      features: { support: 'Email', maintenance: 'true' },
      limits: [{ meter: 'buildings', included: 1n, kind: 'HARD' as const }],
    }
    const both = [subscription(), subscription({ plans: [starter] })]
    for (const subscriptions of [both, both.toReversed()]) {
      const { access, features, limits } = resolveEntitlements({ subscriptions, at })
      expect(access).toBe('FULL')
      expect(features.get('support')).toBe('Chat, 4 hours')
      expect(features.get('maintenance')).toBe('true')
      expect(limits.get('buildings')?.included).toBe(11n)
    }
  })

  it('counts only the subscriptions that give access', () => {
    const subscriptions = [subscription({ status: 'PAUSED' }), subscription({ status: 'PAST_DUE' })]
    const { access, limits } = resolveEntitlements({ subscriptions, at })
    expect(access).toBe('GRACE')
    expect(limits.get('buildings')?.included).toBe(10n)
  })

  it.each([
    ['ACTIVE', 'FULL'],
    ['TRIALING', 'FULL'],
    ['PAST_DUE', 'GRACE'],
    ['UNPAID', 'NONE'],
    ['PAUSED', 'NONE'],
    ['CANCELED', 'NONE'],
    ['SCHEDULED', 'NONE'],
    ['INCOMPLETE', 'NONE'],
    ['INCOMPLETE_EXPIRED', 'NONE'],
  ] as const)('%s: %s', (status, access) => {
    expect(resolve({ status }).access).toBe(access)
  })

  it('ends the grace of an overdue customer at its instant, not before', () => {
    expect(resolve({ status: 'PAST_DUE', graceEndsAt: new Date(at.getTime() + 1) }).access).toBe('GRACE')
    expect(resolve({ status: 'PAST_DUE', graceEndsAt: at })).toMatchObject({ access: 'NONE', reason: 'GRACE_OVER' })
    expect(resolve({ status: 'PAUSED' }).reason).toBe('PAUSED')
  })

  it('gives nothing while suspended over a dispute, and says the state where that alone forbids it', () => {
    expect(resolve({ suspended: true })).toMatchObject({ access: 'NONE', reason: 'SUSPENDED' })
    expect(resolve({ status: 'PAST_DUE', suspended: true })).toMatchObject({ access: 'NONE', reason: 'SUSPENDED' })
    expect(resolve({ status: 'CANCELED', suspended: true }).reason).toBe('CANCELED')
  })

  it('says of several why there is nothing by the one that could still give something', () => {
    const subscriptions = [subscription({ status: 'CANCELED' }), subscription({ status: 'PAUSED' })]
    expect(resolveEntitlements({ subscriptions, at }).reason).toBe('PAUSED')
    expect(resolveEntitlements({ subscriptions: [], at })).toMatchObject({
      access: 'NONE',
      reason: 'NO_SUBSCRIPTION',
    })
  })

  it('puts overrides on top until they expire: the later of two holds', () => {
    const later = new Date(at.getTime() + 1)
    const overrides: EntitlementOverride[] = [
      { feature: 'sso', value: 'true', expiresAt: later },
      { feature: 'api', value: 'false', expiresAt: null },
      { feature: 'reports', value: 'false', expiresAt: at },
      { meter: 'buildings', included: 12n, kind: 'HARD', expiresAt: null },
      { meter: 'buildings', included: 30n, kind: 'SOFT', expiresAt: later },
    ]
    const { features, limits } = resolve({}, overrides)
    expect([...features.keys()].sort()).toEqual(['reports', 'sso', 'support'])
    expect(limits.get('buildings')).toEqual({ meter: 'buildings', included: 30n, kind: 'SOFT' })
  })

  it('gives nothing by an override where there is no access', () => {
    const { access, features, limits } = resolve({ status: 'CANCELED' }, [
      { feature: 'sso', value: 'true', expiresAt: null },
    ])
    expect({ access, features: features.size, limits: limits.size }).toEqual({ access: 'NONE', features: 0, limits: 0 })
  })
})

describe('checkUse', () => {
  const ask = (
    meter: string,
    used: string,
    requested: string,
    input: Partial<EntitledSubscription> = {},
    held = '0',
  ) => {
    const { access, limits } = resolve(input)
    return checkUse({ access, limit: limits.get(meter), used, held, requested })
  }

  it('refuses beyond a hard limit and says what is left', () => {
    expect(ask('buildings', '8', '2')).toEqual({ allowed: true, overage: '0', remaining: '0' })
    expect(ask('buildings', '8', '5')).toEqual({ allowed: false, reason: 'limit_reached', remaining: '2' })
    expect(ask('buildings', '12', '0')).toEqual({ allowed: true, overage: '0', remaining: '0' })
  })

  it('counts what is held as used, and takes parts of a unit exactly', () => {
    expect(ask('buildings', '6', '2', {}, '2.5')).toEqual({ allowed: false, reason: 'limit_reached', remaining: '1.5' })
    expect(ask('buildings', '6', '1.5', {}, '2.5')).toEqual({ allowed: true, overage: '0', remaining: '0' })
  })

  it('charges beyond a soft limit', () => {
    expect(ask('api_calls', '998', '5')).toEqual({ allowed: true, overage: '3', remaining: '0' })
    expect(ask('api_calls', '5000', '5')).toEqual({ allowed: true, overage: '5', remaining: '0' })
  })

  it('knows no limit, no such meter, no access', () => {
    expect(ask('users', '1000000000000', '1')).toEqual({ allowed: true, overage: '0', remaining: null })
    expect(ask('storage', '0', '1')).toMatchObject({ allowed: false, reason: 'not_included' })
    expect(ask('users', '0', '1', { status: 'CANCELED' })).toMatchObject({ allowed: false, reason: 'no_access' })
    expect(() => ask('users', '-1', '1')).toThrow(expect.objectContaining({ code: 'quantity_invalid' }))
  })

  it('never lets the sum of what was allowed pass a hard limit', () => {
    const amounts = fc.array(fc.integer({ min: 0, max: 40 }), { maxLength: 60 })
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 200 }), amounts, (included, requests) => {
        let used = 0
        for (const requested of requests) {
          const limit = { meter: 'm', included: BigInt(included), kind: 'HARD' as const }
          const answer = checkUse({ access: 'FULL', limit, used: String(used), requested: String(requested) })
          if (answer.allowed) used += requested
          else expect(used + requested).toBeGreaterThan(included)
          expect(Number(answer.remaining)).toBe(included - used)
        }
      }),
    )
  })
})
