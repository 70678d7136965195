import { describe, expect, it } from 'vitest'
import { checkUse, resolveEntitlements, type EntitledPlan, type ResolveEntitlementsInput } from './entitlements'

const at = new Date('2026-03-01T00:00:00Z')
const professional: EntitledPlan = {
  planCode: 'professional',
  quantity: 1,
  features: ['reports', 'api'],
  limits: [
    { meter: 'buildings', included: 10n, kind: 'HARD' },
    { meter: 'api_calls', included: 1000n, kind: 'SOFT' },
    { meter: 'users', included: null, kind: 'HARD' },
  ],
}
const pack: EntitledPlan = {
  planCode: 'pack',
  quantity: 2,
  features: ['packs'],
  limits: [{ meter: 'buildings', included: 5n, kind: 'HARD' }],
}
const resolve = (input: Partial<ResolveEntitlementsInput> = {}) =>
  resolveEntitlements({ status: 'ACTIVE', plans: [professional], graceEndsAt: null, at, ...input })

describe('resolveEntitlements', () => {
  it('adds up a plan and its add-ons: 10 + 2 × 5 buildings', () => {
    const { features, limits } = resolve({ plans: [professional, pack] })
    expect([...features]).toEqual(['reports', 'api', 'packs'])
    expect(limits.get('buildings')).toEqual({ meter: 'buildings', included: 20n, kind: 'HARD' })
    expect(limits.get('users')?.included).toBeNull()
  })

  it.each([
    ['ACTIVE', 'FULL'],
    ['TRIALING', 'FULL'],
    ['PAST_DUE', 'GRACE'],
    ['UNPAID', 'NONE'],
    ['PAUSED', 'NONE'],
    ['CANCELED', 'NONE'],
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
})

describe('checkUse', () => {
  const ask = (meter: string, used: bigint, requested: bigint, input = {}) =>
    checkUse({ entitlements: resolve(input), meter, used, requested })

  it('refuses beyond a hard limit and says what is left', () => {
    expect(ask('buildings', 8n, 2n)).toEqual({ allowed: true, overage: 0n, remaining: 0n })
    expect(ask('buildings', 8n, 5n)).toEqual({ allowed: false, reason: 'limit_reached', remaining: 2n })
    expect(ask('buildings', 12n, 0n)).toEqual({ allowed: true, overage: 0n, remaining: 0n })
  })

  it('charges beyond a soft limit', () => {
    expect(ask('api_calls', 998n, 5n)).toEqual({ allowed: true, overage: 3n, remaining: 0n })
    expect(ask('api_calls', 5000n, 5n)).toEqual({ allowed: true, overage: 5n, remaining: 0n })
  })

  it('knows no limit, no such meter, no access', () => {
    expect(ask('users', 10n ** 12n, 1n)).toEqual({ allowed: true, overage: 0n, remaining: null })
    expect(ask('storage', 0n, 1n)).toMatchObject({ allowed: false, reason: 'not_included' })
    expect(ask('users', 0n, 1n, { status: 'CANCELED' })).toMatchObject({ allowed: false, reason: 'no_access' })
    expect(() => ask('users', -1n, 1n)).toThrow(expect.objectContaining({ code: 'quantity_invalid' }))
  })
})
