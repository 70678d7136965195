import type { Stripe } from 'stripe'
import { createdParam } from '../common-params'
import { createdWithin, cursorParams, page } from '../lists'
import { declare, required, word } from '../params'
import { get } from '../route'

const listParams = declare<Stripe.SetupAttemptListParams>()({ created: createdParam, setup_intent: required(word) })

export const setupAttemptRoutes = [
  get('/v1/setup_attempts', {
    params: { ...listParams, ...cursorParams },
    handle: (context, params) => {
      const records = context.store
        .where('setup_attempt', 'setup_intent', params.setup_intent)
        .filter(createdWithin(params.created))
      return page(context, { url: '/v1/setup_attempts', collection: 'setup_attempt', records, params })
    },
  }),
]
