import type { Stripe } from 'stripe'
import { createdParam } from '../common-params'
import { missing } from '../errors'
import { createdWithin, cursorParams, page } from '../lists'
import { boolean, declare, list, word } from '../params'
import { get } from '../route'
import { serialize } from '../serializers/serialize'

const listParams = declare<Stripe.EventListParams>()({
  created: createdParam,
  delivery_success: boolean,
  type: word,
  types: list(word),
})

export const eventRoutes = [
  get('/v1/events', {
    params: { ...listParams, ...cursorParams },
    handle: (context, params) => {
      const { delivery_success, type, types } = params
      const isPending = (id: string) => context.store.where('delivery', 'event', id).length > 0
      const records = context.store
        .all('event')
        .filter((event) => type === undefined || matches(event.type, type))
        .filter((event) => types === undefined || types.includes(event.type))
        .filter((event) => delivery_success === undefined || delivery_success !== isPending(event.id))
        .filter(createdWithin(params.created))
      return page(context, { url: '/v1/events', collection: 'event', records, params })
    },
  }),
  get('/v1/events/:id', {
    params: {},
    handle: (context, _params, { id }) => {
      const event = context.store.get('event', id)
      if (!event) throw missing('event', id)
      return serialize(context, 'event', event)
    },
  }),
]

/** `type` may end in a wildcard, as in `charge.*`. */
function matches(type: string, pattern: string): boolean {
  return pattern.endsWith('*') ? type.startsWith(pattern.slice(0, -1)) : type === pattern
}
