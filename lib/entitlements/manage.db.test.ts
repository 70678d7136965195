import { beforeAll, expect, test } from 'vitest'
import { systemActor } from '@/lib/audit/actor'
import { seedCatalog } from '@/lib/catalog/seed-catalog'
import { db } from '@/lib/platform/db/client'
import { checkEntitlement } from './check-entitlement'
import { readSpendSettings, setAlertThresholds, setSpendCap } from './limit-spending'
import { addOverride, listOverrides, removeOverride } from './manage-overrides'
import { NOW, plantSubscriber } from './testing/plant'

const actor = systemActor('Test')
const DAY = 86_400_000
const tomorrow = new Date(NOW.getTime() + DAY)

beforeAll(async () => {
  await seedCatalog(new Date('2026-01-01T00:00:00Z'))
})

const ask = (customerId: string, quantity: string, now = NOW) =>
  checkEntitlement({ customerId, question: { meter: 'buildings', quantity }, now })
const auditOf = async (customerId: string) =>
  (await db.auditEntry.findMany({ where: { customerId }, orderBy: { id: 'asc' } })).map(({ action }) => action)

test('an override holds for its customer until it expires or is removed, and is audited', async () => {
  const [customerId, other] = [await plantSubscriber(), await plantSubscriber()]
  const change = { customerId, actor, now: NOW }
  await addOverride({ ...change, meter: 'buildings', included: 4n, hard: true, reason: 'Pilot', expiresAt: tomorrow })
  expect(await ask(customerId, '4')).toMatchObject({ allowed: true })
  expect(await ask(customerId, '5')).toMatchObject({ allowed: false, usage: { included: '4' } })
  expect(await ask(other, '2')).toMatchObject({ allowed: false })
  expect(await ask(customerId, '2', tomorrow)).toMatchObject({ allowed: false, usage: { included: '1' } })

  const { overrideId } = await addOverride({
    ...change,
    feature: 'sso',
    value: 'true',
    reason: 'Pilot',
    expiresAt: null,
  })
  const question = { feature: 'sso' }
  expect(await checkEntitlement({ customerId, question, now: NOW })).toMatchObject({ allowed: true })
  await expect(removeOverride({ ...change, customerId: other, overrideId })).rejects.toMatchObject({
    code: 'not_found',
  })
  await removeOverride({ ...change, overrideId })
  await expect(removeOverride({ ...change, overrideId })).rejects.toMatchObject({ code: 'not_found' })
  expect(await checkEntitlement({ customerId, question, now: NOW })).toMatchObject({ allowed: false })
  expect(await listOverrides(customerId, NOW)).toHaveLength(1)
  expect(await listOverrides(customerId, tomorrow)).toHaveLength(0)
  expect(await auditOf(customerId)).toEqual([
    'entitlements.override_add',
    'entitlements.override_add',
    'entitlements.override_remove',
  ])
  await expect(
    addOverride({ ...change, feature: 'flying', value: 'true', reason: 'Pilot', expiresAt: null }),
  ).rejects.toMatchObject({ code: 'unknown_feature' })
  await expect(
    addOverride({ ...change, feature: 'sso', value: 'true', reason: 'Pilot', expiresAt: NOW }),
  ).rejects.toMatchObject({ code: 'override_expiry_past' })
})

test('an override widens what is allowed, not what is billed', async () => {
  const customerId = await plantSubscriber()
  await addOverride({
    ...{ customerId, actor, now: NOW, reason: 'Pilot', expiresAt: null },
    ...{ meter: 'sms', included: 200n, hard: true },
  })
  const question = { meter: 'sms', quantity: '60' }
  expect(await checkEntitlement({ customerId, question, now: NOW })).toMatchObject({
    allowed: true,
    overage: { units: '10', estimatedAmount: 75n },
  })
})

test('cap and thresholds are the customer’s own', async () => {
  const [customerId, other] = [await plantSubscriber(), await plantSubscriber()]
  const change = { customerId, actor, now: NOW }
  expect(await readSpendSettings(customerId)).toEqual({ spendCap: null, thresholds: [50, 80, 100] })
  await setSpendCap({ ...change, amount: 5000n })
  await setAlertThresholds({ ...change, thresholds: [90, 80, 90] })
  expect(await readSpendSettings(customerId)).toEqual({
    spendCap: { amount: 5000n, currency: 'EUR' },
    thresholds: [80, 90],
  })
  expect(await readSpendSettings(other)).toMatchObject({ spendCap: null })
  await setSpendCap({ ...change, amount: null })
  expect(await readSpendSettings(customerId)).toMatchObject({ spendCap: null })
  await expect(setSpendCap({ ...change, amount: -1n })).rejects.toMatchObject({ code: 'amount_invalid' })
  await expect(setAlertThresholds({ ...change, thresholds: [0] })).rejects.toMatchObject({ code: 'thresholds_invalid' })
  expect(await auditOf(customerId)).toEqual(['spend_cap.set', 'usage_alerts.set', 'spend_cap.remove'])
})
