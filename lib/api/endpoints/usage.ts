import { z } from 'zod'
import { listMeters } from '@/lib/catalog/read-meters'
import { getCustomer } from '@/lib/customers/read-customers'
import { db } from '@/lib/platform/db/client'
import { invalid, notFound } from '@/lib/platform/errors'
import { dailyUsage } from '@/lib/usage/daily-usage'
import { totalsOf } from '@/lib/usage/read-totals'
import { customerOf } from '../caller'
import { defineEndpoint } from '../endpoint'
import { instantSchema, ofCustomerSchema } from '../fields'

const MOST_DAYS = 400
const DAY_MS = 24 * 60 * 60 * 1000

const range = {
  customerId: ofCustomerSchema,
  from: instantSchema('From here on.'),
  to: instantSchema('Until here (exclusive), at most 400 days later.'),
}
const meter = z
  .string()
  .regex(/^[\w-]{1,60}$/)
  .meta({ description: 'A meter’s code.', example: 'api_calls' })
const quantity = z.string().meta({ description: 'An exact decimal in the meter’s unit.', example: '1250' })
const groups = z
  .array(z.object({ key: z.string().meta({ description: 'Empty: without one.' }), quantity }))
  .meta({ description: 'By the property the meter is grouped by, without those at zero.' })

function assertRange({ from, to }: { from: Date; to: Date }): void {
  if (to <= from || to.getTime() - from.getTime() > MOST_DAYS * DAY_MS)
    throw invalid('range_invalid', `The range ends after it begins, within ${MOST_DAYS} days.`)
}

const problems = { range_invalid: 'The range ends before it begins, or is longer than 400 days.' }

export const listUsage = defineEndpoint({
  method: 'get',
  path: '/usage',
  operationId: 'listUsage',
  tag: 'Usage',
  summary: 'Get usage totals',
  description: 'What was used of each meter in [from, to): as billing counts it, up to the last event that was taken.',
  scope: 'usage:read',
  query: z.object(range),
  answer: z
    .object({ data: z.array(z.object({ meter, name: z.string(), unit: z.string(), quantity, groups })) })
    .meta({ id: 'UsageTotals' }),
  problems,
  handle: async ({ caller, query: { customerId: wanted, from, to } }) => {
    const { id: customerId } = await getCustomer(customerOf(caller, wanted))
    assertRange({ from, to })
    const meters = (await listMeters()).filter(({ active }) => active)
    const windows = meters.map(({ code }) => ({ customerId, meterCode: code, from, to }))
    const totals = await totalsOf(db, windows)
    return { data: meters.map(({ code, name, unit }, index) => ({ meter: code, name, unit, ...totals[index]! })) }
  },
})

export const getDailyUsage = defineEndpoint({
  method: 'get',
  path: '/usage/{meter}/daily',
  operationId: 'getDailyUsage',
  tag: 'Usage',
  summary: 'Get usage by day',
  description:
    'A meter’s use of each day in the customer’s time zone, for charts. A time-weighted level is the day’s average.',
  scope: 'usage:read',
  params: z.object({ meter }),
  query: z.object(range),
  answer: z
    .object({ data: z.array(z.object({ date: z.iso.date().meta({ example: '2026-11-22' }), quantity, groups })) })
    .meta({ id: 'DailyUsage' }),
  problems,
  handle: async ({ caller, params: { meter: meterCode }, query: { customerId: wanted, from, to } }) => {
    const { id: customerId, timeZone } = await getCustomer(customerOf(caller, wanted))
    assertRange({ from, to })
    if (!(await listMeters()).some(({ code }) => code === meterCode)) throw notFound('meter', meterCode)
    const days = await dailyUsage({ customerId, meterCode, from, to, timeZone })
    return { data: days.map(({ date, quantity, groups }) => ({ date, quantity, groups })) }
  },
})
