import { missing } from '../errors'
import { get } from '../route'
import { serializeMandate } from '../serializers/mandate'

export const mandateRoutes = [
  get('/v1/mandates/:id', {
    params: {},
    handle: ({ store }, _params, { id }) => {
      const mandate = store.get('mandate', id)
      if (!mandate) throw missing('mandate', id)
      return serializeMandate(mandate)
    },
  }),
]
