import { z } from 'zod'
import { publishPrice as publishUseCase } from '@/lib/catalog/publish-price'
import { getPrices, type PriceRow } from '@/lib/catalog/read-catalog'
import { notFound } from '@/lib/platform/errors'
import { cancelPriceMoves } from '@/lib/subscriptions/cancel-price-move'
import { countMoves, countOnPriceVersions } from '@/lib/subscriptions/count-on-prices'
import { moveToPrice } from '@/lib/subscriptions/move-to-price'
import { defineEndpoint } from '../endpoint'
import { amountAnswer, currencyAnswer, idAnswer, idSchema, instantAnswer, toAmount, toInstant } from '../fields'

const params = z.object({ id: idSchema('price', 'a price') })
const common = { tag: 'Plans', params, scope: 'catalog:write', staffOnly: true } as const

const priceVersionSchema = z
  .object({
    id: idAnswer('price', 'this version of the price'),
    planCode: z.string().meta({ example: 'professional' }),
    interval: z.enum(['MONTH', 'YEAR']),
    intervalCount: z.int(),
    currency: currencyAnswer,
    unitAmount: amountAnswer('What one costs per interval.'),
    taxBehavior: z.enum(['EXCLUSIVE', 'INCLUSIVE']),
    version: z.int(),
    active: z.boolean().meta({ description: 'Whether it is on sale: the newest version is.' }),
    createdAt: instantAnswer('When it was published.'),
    subscriptions: z.object({
      onThis: z.int().meta({ description: 'Running subscriptions that have this version.' }),
      onOthers: z.int().meta({ description: 'Those that have another version.' }),
      announced: z.int().meta({ description: 'Those that were told that they move to this one.' }),
      waiting: z.int().meta({ description: 'Those that will be told once nothing is in the way.' }),
    }),
  })
  .meta({ id: 'PriceVersion' })

async function answerOf(price: PriceRow): Promise<z.input<typeof priceVersionSchema>> {
  const [{ current, older }, moves] = await Promise.all([countOnPriceVersions(price), countMoves(price)])
  return {
    id: price.id,
    planCode: price.plan.code,
    interval: price.interval,
    intervalCount: price.intervalCount,
    currency: price.currency,
    unitAmount: toAmount(price.unitAmount),
    taxBehavior: price.taxBehavior,
    version: price.version,
    active: price.active,
    createdAt: toInstant(price.createdAt),
    subscriptions: { onThis: current, onOthers: older, ...moves },
  }
}

async function priceById(id: string): Promise<PriceRow> {
  const price = (await getPrices([id])).get(id)
  if (!price) throw notFound('price', id)
  return price
}

export const getPrice = defineEndpoint({
  ...common,
  method: 'get',
  path: '/prices/{id}',
  operationId: 'getPrice',
  summary: 'Get a price',
  description: 'Also one that is not on sale any more, with how many subscriptions have it.',
  answer: priceVersionSchema,
  handle: async ({ params: { id } }) => answerOf(await priceById(id)),
})

export const publishPrice = defineEndpoint({
  ...common,
  method: 'post',
  path: '/prices/{id}/publish',
  operationId: 'publishPrice',
  summary: 'Publish a new amount',
  description: `A new version of the price, on sale from now on: the same plan, rhythm and currency. Who has an older one keeps it until
they are moved.`,
  body: z.strictObject({
    unitAmount: z.int().min(0).max(1_000_000_000).meta({ description: 'In minor units (cents).', example: 5900 }),
  }),
  status: 201,
  answer: priceVersionSchema,
  problems: { price_unchanged: 'That is the price already.', price_not_available: 'It cannot have another version.' },
  handle: async ({ caller: { actor }, params, body, now }) => {
    const { id } = await priceById(params.id)
    return answerOf(await publishUseCase({ priceId: id, unitAmount: BigInt(body.unitAmount), actor, now }))
  },
})

export const moveSubscriptions = defineEndpoint({
  ...common,
  method: 'post',
  path: '/prices/{id}/move-subscriptions',
  operationId: 'moveSubscriptions',
  summary: 'Move subscriptions to a price',
  description: `From older versions to this one: each with the first billing cycle that begins at least the notice from now, and each
customer is told now. Where something is in the way (a cancellation, another change) the move waits for it. Sent again, it changes nothing.`,
  limit: 'costly',
  body: z.strictObject({
    noticeDays: z.int().min(0).max(730).optional().meta({ description: 'At least, and left out: the policy’s.' }),
  }),
  answer: z
    .object({
      moved: z.int().meta({ description: 'How many were told now.' }),
      waiting: z.int().meta({ description: 'How many have to wait.' }),
    })
    .meta({ id: 'PriceMove' }),
  problems: {
    price_not_available: 'It is not on sale.',
    notice_too_short: 'The policy asks for more (`priceNoticeDays`).',
  },
  handle: async ({ caller: { actor }, params, body, now }) => {
    const { id } = await priceById(params.id)
    return moveToPrice({ priceId: id, noticeDays: body.noticeDays, actor, now })
  },
})

export const cancelMoves = defineEndpoint({
  ...common,
  method: 'post',
  path: '/prices/{id}/cancel-moves',
  operationId: 'cancelPriceMoves',
  summary: 'Call off the moves to a price',
  description: `Of all subscriptions that did not move yet: they renew at the price they have, and who was told is told that the new
price does not come. Where it counts already it stays. Sent again, it changes nothing.`,
  limit: 'costly',
  answer: z
    .object({
      canceled: z.int().meta({ description: 'How many moves were called off.' }),
      told: z.int().meta({ description: 'How many customers are told, because they knew of it.' }),
    })
    .meta({ id: 'CanceledPriceMoves' }),
  handle: async ({ caller: { actor }, params, now }) => cancelPriceMoves({ priceId: params.id, actor, now }),
})
