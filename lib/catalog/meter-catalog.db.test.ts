import { beforeAll, expect, test } from 'vitest'
import { systemActor } from '@/lib/audit/actor'
import { db } from '@/lib/platform/db/client'
import { listMeterTerms } from './meter-terms'
import { publishOveragePrice } from './publish-overage-price'
import { listPlans } from './read-catalog'
import { removeAllowance } from './remove-allowance'
import { saveMeter } from './save-meter'
import { meterSchema, overagePriceSchema } from './schemas'
import { seedCatalog } from './seed-catalog'
import { setAllowance } from './set-allowance'

const START = new Date('2026-01-01T00:00:00Z')
const LATER = new Date('2026-02-01T00:00:00Z')
const actor = systemActor('Test')

beforeAll(async () => {
  await seedCatalog(START)
  // Once more changes nothing: no second version, no second price.
  await seedCatalog(LATER)
})

const planOf = async (code: string) => (await listPlans()).find((plan) => plan.code === code)!
const overageOf = async (code: string, meter: string) =>
  (await planOf(code)).allowances.find((allowance) => allowance.meter === meter)?.overage

test('the default catalogue prices its soft limits and no hard one', async () => {
  for (const plan of await listPlans())
    for (const { hard, overage, meter } of plan.allowances)
      expect([plan.code, meter, overage !== null]).toEqual([plan.code, meter, !hard])
  expect(await overageOf('starter', 'sms')).toEqual({
    currency: 'EUR',
    model: { model: 'FLAT', unitAmount: '7.5' },
    minimumAmount: null,
    maximumAmount: null,
    version: 1,
  })
  expect(await db.overagePrice.count()).toBe(8)
})

test('a new price is a new version from now on, the old one closes, and both are known to billing', async () => {
  const { id: planId } = await planOf('starter')
  const price = overagePriceSchema.parse({ planId, meterCode: 'sms', model: { model: 'FLAT', unitAmount: '8' } })
  await publishOveragePrice({ price, actor, now: LATER })
  expect((await overageOf('starter', 'sms'))?.version).toBe(2)
  const terms = await listMeterTerms([planId])
  expect(terms.plans.get(planId)?.overagePrices.get('sms')).toMatchObject([
    { model: { unitAmount: '7.5' }, validFrom: START, validTo: LATER },
    { model: { unitAmount: '8' }, validFrom: LATER, validTo: null },
  ])
  await expect(publishOveragePrice({ price, actor, now: LATER })).rejects.toMatchObject({ code: 'overage_unchanged' })
  await publishOveragePrice({ price: { ...price, model: null }, actor, now: LATER })
  expect(await overageOf('starter', 'sms')).toBeNull()
  const audit = await db.auditEntry.findMany({ where: { action: { startsWith: 'overage_price.' } } })
  expect(audit.map(({ action }) => action).toSorted()).toEqual(['overage_price.publish', 'overage_price.withdraw'])
})

test.each([
  ['tiers_invalid', { model: 'GRADUATED', tiers: [{ upTo: '5', unitAmount: '1' }] }, {}],
  [
    'tiers_invalid',
    {
      model: 'VOLUME',
      tiers: [
        { upTo: '5', unitAmount: '1' },
        { upTo: '4', unitAmount: '1' },
        { upTo: null, unitAmount: '1' },
      ],
    },
    {},
  ],
  ['usage_invalid', { model: 'PACKAGE', packageSize: '0', packageAmount: '1' }, {}],
  ['charge_limits_invalid', { model: 'FLAT', unitAmount: '1' }, { minimumAmount: 5n, maximumAmount: 4n }],
  ['not_found', { model: 'FLAT', unitAmount: '1' }, { meterCode: 'nothing' }],
])('%s is refused', async (code, model, more) => {
  const { id: planId } = await planOf('enterprise')
  const price = overagePriceSchema.parse({ planId, meterCode: 'sms', model, ...more })
  await expect(publishOveragePrice({ price, actor, now: LATER })).rejects.toMatchObject({ code })
})

test('a price for what is beyond needs something that it is beyond, which may be nothing', async () => {
  const { id: planId } = await planOf('enterprise')
  const meterCode = 'residents'
  const counted = { unit: 'resident', aggregation: 'LAST', eventName: 'residents.changed' }
  const meter = meterSchema.parse({ code: meterCode, name: 'Residents', ...counted })
  await saveMeter({ meter, isNew: true, actor, now: START })
  const price = overagePriceSchema.parse({ planId, meterCode, model: { model: 'FLAT', unitAmount: '1' } })
  const publish = () => publishOveragePrice({ price, actor, now: LATER })
  await expect(publish()).rejects.toMatchObject({ code: 'overage_without_allowance' })
  await setAllowance({ allowance: { planId, meterCode, included: 0n, hard: false }, actor, now: LATER })
  expect(await publish()).toMatchObject({ version: 1 })
})

test('an allowance keeps what it was for cycles that ran then', async () => {
  const { id: planId } = await planOf('professional')
  const allowance = { planId, meterCode: 'sms', included: 100n, hard: false }
  await setAllowance({ allowance, actor, now: LATER })
  await setAllowance({ allowance: { ...allowance, included: null }, actor, now: LATER })
  const terms = await listMeterTerms([planId])
  expect(terms.plans.get(planId)?.allowances.get('sms')).toEqual({
    included: null,
    formerly: [{ until: LATER, included: 500n }],
  })
  await expect(setAllowance({ allowance: { ...allowance, included: null }, actor, now: LATER })).rejects.toMatchObject({
    code: 'allowance_unchanged',
  })
})

test('an allowance that is removed is gone from the plan, and cycles that ran keep what it was', async () => {
  const { id: planId } = await planOf('enterprise')
  const sms = { planId, meterCode: 'sms' }
  // Sold with a price beyond: that goes first.
  await expect(removeAllowance({ ...sms, actor, now: LATER })).rejects.toMatchObject({ code: 'overage_on_sale' })
  await publishOveragePrice({ price: overagePriceSchema.parse({ ...sms, model: null }), actor, now: LATER })
  const before = await db.allowance.findUniqueOrThrow({ where: { planId_meterCode: sms } })
  await removeAllowance({ ...sms, actor, now: LATER })
  expect((await planOf('enterprise')).allowances.map(({ meter }) => meter)).not.toContain('sms')
  const factOf = async () => (await listMeterTerms([planId])).plans.get(planId)?.allowances.get('sms')
  expect(await factOf()).toEqual({ included: 0n, formerly: [{ until: LATER, included: before.included }] })
  await expect(removeAllowance({ ...sms, actor, now: LATER })).rejects.toMatchObject({ code: 'not_found' })

  const AGAIN = new Date('2026-03-01T00:00:00Z')
  await setAllowance({ allowance: { ...sms, included: 50n, hard: true }, actor, now: AGAIN })
  expect(await factOf()).toEqual({
    included: 50n,
    formerly: [
      { until: LATER, included: before.included },
      { until: AGAIN, included: 0n },
    ],
  })
  expect(await db.auditEntry.count({ where: { action: 'allowance.remove' } })).toBe(1)
})

test('a meter is made and edited; once it has counted, how it counts stays', async () => {
  const meter = meterSchema.parse({
    code: 'parcels',
    name: 'Parcels',
    unit: 'parcel',
    aggregation: 'SUM',
    eventName: 'parcel.received',
    filters: { size: ['s', 'm'] },
  })
  await saveMeter({ meter, isNew: true, actor, now: START })
  await expect(saveMeter({ meter, isNew: true, actor, now: START })).rejects.toMatchObject({ code: 'meter_exists' })
  await saveMeter({ meter: { ...meter, aggregation: 'COUNT' }, isNew: false, actor, now: START })
  await db.usageCounter.create({ data: { customerId: 'cus_x', meterCode: 'parcels', touchedAt: START } })
  const named = { ...meter, aggregation: 'COUNT' as const, name: 'Parcels received' }
  expect(await saveMeter({ meter: named, isNew: false, actor, now: LATER })).toMatchObject({ name: 'Parcels received' })
  await expect(saveMeter({ meter, isNew: false, actor, now: LATER })).rejects.toMatchObject({
    code: 'meter_in_use',
    details: { fields: ['aggregation'] },
  })
})
