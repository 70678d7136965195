import { z } from 'zod'
import { getCustomer } from '@/lib/customers/read-customers'
import { addOverride, removeOverride as removeUseCase } from '@/lib/entitlements/manage-overrides'
import { defineEndpoint } from '../endpoint'
import {
  customerIdSchema,
  idAnswer,
  idSchema,
  instantAnswer,
  instantSchema,
  textSchema,
  toInstant,
  toInstantOrNull,
} from '../fields'
import { findOverride, findOverrideSlice, type OverrideFacts } from '../lists-store'
import { pageOf, pageQuery, readPage } from '../pages'

const params = z.object({ id: idSchema('ovr', 'an override') })
const common = { tag: 'Entitlements', scope: 'entitlements:override', staffOnly: true } as const

const MOST_INCLUDED = 999_999_999_999_999

const overrideSchema = z
  .object({
    id: idAnswer('ovr', 'the override'),
    customerId: idAnswer('cus', 'the customer'),
    feature: z.string().nullable().meta({ description: 'The feature’s code; or it is about a meter.' }),
    value: z.string().nullable().meta({ description: 'Of a feature: `true`, `false` or a level.' }),
    meter: z.string().nullable(),
    included: z.int().nullable().meta({
      description: 'Of a meter: what is included per month, or of a level at a time, in all; null = unlimited.',
    }),
    hard: z.boolean().nullable().meta({ description: 'Of a meter: whether more is refused; else it is charged.' }),
    reason: z.string(),
    expiresAt: instantAnswer('Until when it holds.').nullable(),
    createdAt: instantAnswer('Since when.'),
    createdBy: z.string(),
    removedAt: instantAnswer('When it was taken back.').nullable(),
    removedBy: z.string().nullable(),
  })
  .meta({ id: 'EntitlementOverride' })

const toOverride = (row: OverrideFacts): z.input<typeof overrideSchema> => ({
  id: row.id,
  customerId: row.customerId,
  feature: row.featureCode,
  value: row.value,
  meter: row.meterCode,
  included: row.included === null ? null : Number(row.included),
  hard: row.hard,
  reason: row.reason,
  expiresAt: toInstantOrNull(row.expiresAt),
  createdAt: toInstant(row.createdAt),
  createdBy: row.createdBy,
  removedAt: toInstantOrNull(row.removedAt),
  removedBy: row.removedBy,
})

export const listOverrides = defineEndpoint({
  ...common,
  method: 'get',
  path: '/entitlement-overrides',
  operationId: 'listEntitlementOverrides',
  summary: 'List overrides',
  description:
    'What was decided for customers beside their plans, also what is over. Of two about the same thing the newer holds.',
  query: z.object({ ...pageQuery, customerId: customerIdSchema.optional() }),
  answer: pageOf(overrideSchema, 'EntitlementOverride'),
  handle: async ({ query }) =>
    readPage({
      query,
      read: (slice) => findOverrideSlice({ customerId: query.customerId }, slice),
      at: ({ createdAt }) => createdAt,
      view: toOverride,
    }),
})

export const getOverride = defineEndpoint({
  ...common,
  method: 'get',
  path: '/entitlement-overrides/{id}',
  operationId: 'getEntitlementOverride',
  summary: 'Get an override',
  params,
  answer: overrideSchema,
  handle: async ({ params: { id } }) => toOverride(await findOverride(id)),
})

const reason = textSchema(500, 'Why, for whoever wonders later.').min(3)
const expiresAt = instantSchema('Until when it holds; left out: until it is removed.').nullable().default(null)

export const createOverride = defineEndpoint({
  ...common,
  method: 'post',
  path: '/entitlement-overrides',
  operationId: 'createEntitlementOverride',
  summary: 'Decide for one customer what may be used',
  description:
    'Replaces what the plans say about one feature (`feature`, `value`) or one meter (`meter`, `included`, `hard`).',
  body: z.union([
    z.strictObject({
      customerId: customerIdSchema,
      feature: z.string().min(1).max(100).meta({ description: 'A feature’s code.', example: 'api' }),
      value: z.string().trim().min(1).max(100).meta({ description: '`true`, `false` or a level.', example: 'true' }),
      reason,
      expiresAt,
    }),
    z.strictObject({
      customerId: customerIdSchema,
      meter: z.string().min(1).max(100).meta({ description: 'A meter’s code.', example: 'api_calls' }),
      included: z.int().min(0).max(MOST_INCLUDED).nullable().meta({
        description: 'Per month, or of a level at a time, in all; null = unlimited.',
      }),
      hard: z.boolean().default(true).meta({ description: 'Whether more is refused; else it is charged.' }),
      reason,
      expiresAt,
    }),
  ]),
  status: 201,
  answer: overrideSchema,
  problems: {
    override_expiry_past: 'It would have ended already.',
    unknown_feature: 'There is no such feature.',
    unknown_meter: 'There is no such meter.',
  },
  handle: async ({ caller: { actor }, body, now }) => {
    const { id: customerId } = await getCustomer(body.customerId)
    const about =
      'feature' in body
        ? { feature: body.feature, value: body.value }
        : { meter: body.meter, included: body.included === null ? null : BigInt(body.included), hard: body.hard }
    const { reason, expiresAt } = body
    const { overrideId } = await addOverride({ customerId, reason, expiresAt, actor, now, ...about })
    return toOverride(await findOverride(overrideId))
  },
})

export const removeOverride = defineEndpoint({
  ...common,
  method: 'delete',
  path: '/entitlement-overrides/{id}',
  operationId: 'removeEntitlementOverride',
  summary: 'Take an override back',
  description: 'What the plans say holds again. A 404 if it was taken back before.',
  params,
  answer: overrideSchema,
  handle: async ({ caller: { actor }, params: { id }, now }) => {
    const { customerId } = await findOverride(id)
    await removeUseCase({ customerId, overrideId: id, actor, now })
    return toOverride(await findOverride(id))
  },
})
