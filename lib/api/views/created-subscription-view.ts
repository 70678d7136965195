import { z } from 'zod'
import { idAnswer } from '../fields'
import { openedPaymentFields } from './payment-view'
import { subscriptionSchema } from './subscription-view'

export const createdSubscriptionSchema = z
  .object({
    subscription: subscriptionSchema,
    invoiceId: idAnswer('inv', 'its first invoice').nullable(),
    ...openedPaymentFields,
    status: openedPaymentFields.status.nullable().meta({ description: 'Of the first payment.' }),
  })
  .meta({ id: 'CreatedSubscription' })
