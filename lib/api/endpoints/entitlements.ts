import { z } from 'zod'
import { checkEntitlement } from '@/lib/entitlements/check-entitlement'
import type { Decision } from '@/lib/entitlements/decide'
import { confirmReservation, releaseReservation } from '@/lib/entitlements/end-reservation'
import { resolveCustomerEntitlements } from '@/lib/entitlements/resolve-customer-entitlements'
import { checkSchema, confirmSchema, type CheckRequest } from '@/lib/entitlements/schemas'
import { consumeEntitlement, reserveEntitlement } from '@/lib/entitlements/use-entitlement'
import { BillingError } from '@/lib/platform/errors'
import { customerOf, type ApiCaller } from '../caller'
import { defineEndpoint } from '../endpoint'
import { amountAnswer, currencyAnswer, idAnswer, idSchema, ofCustomerSchema, toAmount } from '../fields'
import {
  decisionSchema,
  meterSchema,
  reservationSchema,
  toDecision,
  toReservation,
  toUsage,
} from '../views/entitlement-views'

export const getEntitlements = defineEndpoint({
  method: 'get',
  path: '/entitlements',
  operationId: 'getEntitlements',
  tag: 'Entitlements',
  summary: 'Read what a customer may use',
  description:
    'All features and meters of the customer right now: of all subscriptions and add-ons, with what was decided for this customer alone, and what is used so far.',
  scope: 'entitlements:read',
  limit: 'hot',
  query: z.object({ customer: ofCustomerSchema }),
  answer: z
    .object({
      customer: idAnswer('cus', 'the customer'),
      access: z
        .enum(['FULL', 'GRACE', 'NONE'])
        .meta({ description: 'GRACE: all works, but an invoice is overdue and access ends when it stays so.' }),
      reason: z.string().nullable().meta({ description: 'Why there is no access, such as `CANCELED` or `SUSPENDED`.' }),
      features: z.array(z.object({ code: z.string(), name: z.string(), value: z.string() })),
      meters: z.array(
        meterSchema.extend({
          name: z.string(),
          overageAmount: amountAnswer('Overage so far.'),
          currency: currencyAnswer,
        }),
      ),
      spendCap: z.object({ amount: amountAnswer('The most overage per cycle.'), currency: currencyAnswer }).nullable(),
    })
    .meta({ id: 'Entitlements' }),
  handle: async ({ caller, query, now }) => {
    const { customerId, meters, spendCap, ...view } = await resolveCustomerEntitlements({
      customerId: customerOf(caller, query.customer),
      now,
    })
    return {
      ...view,
      customer: customerId,
      meters: meters.map(({ name, overageAmount, currency, ...usage }) => ({
        ...toUsage(usage),
        name,
        overageAmount: toAmount(overageAmount),
        currency,
      })),
      spendCap: spendCap && { ...spendCap, amount: toAmount(spendCap.amount) },
    }
  },
})

export const checkEntitlements = defineEndpoint({
  method: 'post',
  path: '/entitlements/check',
  operationId: 'checkEntitlement',
  tag: 'Entitlements',
  summary: 'Check, consume or reserve',
  description: `May this be used? The answer is 200 either way; \`allowed\` says which, and \`code\` why not: \`no_access\`, \`not_included\`,
\`limit_reached\` or \`spend_cap_reached\`, with the cheapest plan or add-on that would allow it.

- \`check\` only reads.
- \`consume\` also counts it if it is allowed, as the usage event (\`source\`, \`id\`): a hard limit is never passed, however many ask at once, and the
  same id counts once.
- \`reserve\` holds it back until the reservation is confirmed, released or expires.

The last two need the scope \`entitlements:write\`.`,
  scope: 'entitlements:read',
  limit: 'hot',
  idempotency: 'none',
  body: checkSchema,
  answer: decisionSchema,
  problems: {
    unknown_feature: 'There is no such feature.',
    unknown_meter: 'There is no such meter.',
    level_not_counted: 'A level was said of a meter that adds up.',
    consume_not_possible: 'The meter cannot count such a request.',
    event_not_counted: 'The meter’s filters leave the event out.',
    nothing_to_reserve: 'A reservation of nothing.',
    id_reused: 'Something else was counted or reserved under this id.',
    reservation_ended: 'The reservation of this id was released or has expired.',
  },
  handle: async ({ caller, body, now }) => {
    const customerId = customerOf(caller, body.customer)
    if (body.mode !== 'check') assertMayWrite(caller)
    return { customer: customerId, mode: body.mode, ...toDecision(await decide(customerId, body, now)) }
  },
})

function decide(
  customerId: string,
  { mode, feature, meter = '', quantity, level, id = '', source, data, expiresInSeconds }: CheckRequest,
  now: Date,
): Promise<Decision> {
  if (feature !== undefined) return checkEntitlement({ customerId, question: { feature }, now })
  const question = { meter, quantity, level }
  if (mode === 'check') return checkEntitlement({ customerId, question: { ...question, data }, now })
  if (mode === 'consume') return consumeEntitlement({ ...question, customerId, id, source, data, now })
  const holdUntil = new Date(now.getTime() + expiresInSeconds * 1000)
  return reserveEntitlement({ ...question, customerId, id, holdUntil, now })
}

const reservationId = z.object({ id: idSchema('rsv', 'the reservation') })
const endProblems = { reservation_ended: 'It was released, confirmed or has expired.' }

export const confirmReservationEndpoint = defineEndpoint({
  method: 'post',
  path: '/entitlements/reservations/{id}/confirm',
  operationId: 'confirmReservation',
  tag: 'Entitlements',
  summary: 'Confirm a reservation',
  description: 'Counts what was held, or less of it. Asked again, it counts nothing more.',
  scope: 'entitlements:write',
  limit: 'hot',
  idempotency: 'none',
  params: reservationId,
  body: confirmSchema,
  answer: reservationSchema,
  problems: { ...endProblems, quantity_above_reservation: 'Less was reserved.' },
  handle: async ({ caller, params, body, now }) =>
    toReservation(await confirmReservation({ ...body, reservationId: params.id, customerId: caller.customerId, now })),
})

export const releaseReservationEndpoint = defineEndpoint({
  method: 'post',
  path: '/entitlements/reservations/{id}/release',
  operationId: 'releaseReservation',
  tag: 'Entitlements',
  summary: 'Release a reservation',
  description: 'Gives back what was held.',
  scope: 'entitlements:write',
  limit: 'hot',
  idempotency: 'none',
  params: reservationId,
  answer: reservationSchema,
  problems: endProblems,
  handle: async ({ caller, params, now }) =>
    toReservation(await releaseReservation({ reservationId: params.id, customerId: caller.customerId, now })),
})

function assertMayWrite({ scopes }: ApiCaller): void {
  if (scopes.includes('entitlements:write')) return
  throw new BillingError({
    kind: 'forbidden',
    code: 'insufficient_scope',
    message: 'This API key does not hold the scope entitlements:write.',
    details: { scope: 'entitlements:write' },
  })
}
