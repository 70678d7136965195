import { z } from 'zod'
import { getCustomer } from '@/lib/customers/read-customers'
import { addPaymentMethod as addUseCase, openMethodSetup } from '@/lib/payments/add-payment-method'
import { chooseDefaultMethod } from '@/lib/payments/choose-default-method'
import { getPaymentMethod, listPaymentMethods as readMethods } from '@/lib/payments/read-payments'
import { removePaymentMethod as removeUseCase } from '@/lib/payments/remove-payment-method'
import { notFound } from '@/lib/platform/errors'
import { customerOf, visibleTo, type ApiCaller } from '../caller'
import { defineEndpoint } from '../endpoint'
import { idSchema, ofCustomerSchema } from '../fields'
import { paymentMethodSchema, toPaymentMethod } from '../views/payment-view'

const params = z.object({ id: idSchema('pm', 'a payment method') })

async function ownMethod(caller: ApiCaller, id: string) {
  const method = visibleTo(caller, 'payment method', await getPaymentMethod(id))
  if (method.removedAt) throw notFound('payment method', id)
  return method
}

async function answerOf(id: string) {
  const method = await getPaymentMethod(id)
  const { defaultPaymentMethodId } = await getCustomer(method.customerId)
  return toPaymentMethod(method, defaultPaymentMethodId)
}

export const listPaymentMethods = defineEndpoint({
  method: 'get',
  path: '/payment-methods',
  operationId: 'listPaymentMethods',
  tag: 'Payment methods',
  summary: 'List payment methods',
  description: 'The stored ones, the oldest first. Nobody has many.',
  scope: 'payment_methods:read',
  query: z.object({ customerId: ofCustomerSchema }),
  answer: z.object({ data: z.array(paymentMethodSchema) }).meta({ id: 'PaymentMethodList' }),
  handle: async ({ caller, query }) => {
    const { id, defaultPaymentMethodId } = await getCustomer(customerOf(caller, query.customerId))
    return { data: (await readMethods(id)).map((method) => toPaymentMethod(method, defaultPaymentMethodId)) }
  },
})

export const createSetupIntent = defineEndpoint({
  method: 'post',
  path: '/setup-intents',
  operationId: 'createSetupIntent',
  tag: 'Payment methods',
  summary: 'Begin to add a payment method',
  description: `Card data never touches us: hand \`clientSecret\` to Stripe.js, which collects and confirms the method, then send the
\`id\` to \`POST /payment-methods\`.`,
  scope: 'payment_methods:write',
  limit: 'costly',
  body: z.strictObject({ customerId: ofCustomerSchema }),
  status: 201,
  answer: z
    .object({ id: z.string().meta({ example: 'seti_1Q2w3E' }), clientSecret: z.string() })
    .meta({ id: 'SetupIntent' }),
  handle: async ({ caller, body }) => {
    const { setupRef, clientSecret } = await openMethodSetup({ customerId: customerOf(caller, body.customerId) })
    return { id: setupRef, clientSecret }
  },
})

export const addPaymentMethod = defineEndpoint({
  method: 'post',
  path: '/payment-methods',
  operationId: 'addPaymentMethod',
  tag: 'Payment methods',
  summary: 'Keep a payment method',
  description: 'Of a setup intent that the browser confirmed. As the default it is used at once for what is overdue.',
  scope: 'payment_methods:write',
  limit: 'costly',
  body: z.strictObject({
    customerId: ofCustomerSchema,
    setupIntentId: z
      .string()
      .regex(/^[\w-]{1,120}$/)
      .meta({ example: 'seti_1Q2w3E' }),
    makeDefault: z.boolean().default(false),
  }),
  status: 201,
  answer: paymentMethodSchema,
  problems: {
    setup_not_found: 'There is no such setup intent of this customer.',
    setup_not_finished: 'The browser has not confirmed it yet.',
  },
  handle: async ({ caller, body: { customerId, setupIntentId: setupRef, makeDefault }, now }) => {
    const { actor } = caller
    const { id } = await addUseCase({ customerId: customerOf(caller, customerId), setupRef, makeDefault, actor, now })
    return answerOf(id)
  },
})

export const makeDefaultPaymentMethod = defineEndpoint({
  method: 'post',
  path: '/payment-methods/{id}/make-default',
  operationId: 'makeDefaultPaymentMethod',
  tag: 'Payment methods',
  summary: 'Make a payment method the default',
  description: 'Automatic charges use it from now on; what is overdue is tried with it at once.',
  scope: 'payment_methods:write',
  params,
  answer: paymentMethodSchema,
  handle: async ({ caller, params: { id }, now }) => {
    const { customerId } = await ownMethod(caller, id)
    await chooseDefaultMethod({ customerId, methodId: id, actor: caller.actor, now })
    return answerOf(id)
  },
})

export const removePaymentMethod = defineEndpoint({
  method: 'delete',
  path: '/payment-methods/{id}',
  operationId: 'removePaymentMethod',
  tag: 'Payment methods',
  summary: 'Remove a payment method',
  description:
    'The last one of a running subscription stays. A default that goes hands over to the newest of the others.',
  scope: 'payment_methods:write',
  limit: 'costly',
  params,
  answer: paymentMethodSchema,
  problems: { last_payment_method: 'A subscription needs it: add another one first.' },
  handle: async ({ caller, params: { id }, now }) => {
    const { customerId } = await ownMethod(caller, id)
    await removeUseCase({ customerId, methodId: id, actor: caller.actor, now })
    return answerOf(id)
  },
})
