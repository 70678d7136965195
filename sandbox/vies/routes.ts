import { Hono } from 'hono'
import { z } from 'zod'
import type { Sandbox } from '../sandbox'
import { identifier } from '../state/ids'
import { listOrders, registeredAs, takeState, VIES_STATES } from './numbers'

const question = z.object({
  countryCode: z.string().regex(/^[A-Z]{2}$/),
  vatNumber: z.string().regex(/^[0-9A-Z+*.]{2,12}$/),
  requesterMemberStateCode: z.string().optional(),
  requesterNumber: z.string().optional(),
})
/** `vatId` is an id, a member state (`FR`) or `*`; `times: null` is until it is taken back. */
const order = z.strictObject({
  vatId: z.string().regex(/^(\*|[A-Z]{2}[0-9A-Z]{0,12})$/),
  state: z.enum(VIES_STATES),
  times: z.number().int().min(1).nullable().default(null),
})

/** VIES' REST interface as the Commission's answers, and the routes that decide what it says. */
export function viesRoutes({ store, clock }: Sandbox) {
  const app = new Hono()

  app.post('/vies/rest-api/check-vat-number', async (http) => {
    const asked = question.safeParse(await http.req.json().catch(() => null))
    const refuse = (error: string, status: 400 | 500) =>
      http.json({ actionSucceed: false, errorWrappers: [{ error }] }, status)
    if (!asked.success) return refuse('INVALID_INPUT', 400)
    const { countryCode, vatNumber, requesterMemberStateCode, requesterNumber } = asked.data
    const state = takeState(store, countryCode + vatNumber)
    await store.durable()
    if (state !== 'valid' && state !== 'invalid') return refuse(state, 500)
    const isValid = state === 'valid'
    const hasRequester = Boolean(requesterMemberStateCode && requesterNumber)
    return http.json({
      countryCode,
      vatNumber,
      requestDate: new Date(clock.seconds() * 1000).toISOString(),
      valid: isValid,
      requestIdentifier: hasRequester && isValid ? `WAPIAAAA${identifier('x').slice(2, 10)}` : '',
      ...(isValid ? registeredAs(countryCode + vatNumber) : { name: '---', address: '---' }),
      traderName: '---',
      traderStreet: '---',
      traderPostalCode: '---',
      traderCity: '---',
      traderCompanyType: '---',
      traderNameMatch: 'NOT_PROCESSED',
      traderStreetMatch: 'NOT_PROCESSED',
      traderPostalCodeMatch: 'NOT_PROCESSED',
      traderCityMatch: 'NOT_PROCESSED',
      traderCompanyTypeMatch: 'NOT_PROCESSED',
    })
  })
  app.all('/vies/*', (http) => http.json({ actionSucceed: false, errorWrappers: [{ error: 'NOT_FOUND' }] }, 404))

  app.get('/sandbox/vies', (http) => http.json({ orders: listOrders(store) }))
  app.post('/sandbox/vies', async (http) => {
    const { vatId, ...wanted } = order.parse(await http.req.json())
    store.put('vat_id', { id: vatId, ...wanted })
    await store.durable()
    return http.json({ orders: listOrders(store) })
  })
  app.delete('/sandbox/vies', async (http) => {
    for (const { id } of listOrders(store)) store.delete('vat_id', id)
    await store.durable()
    return http.json({ orders: [] })
  })
  app.onError((error, http) => {
    if (error instanceof z.ZodError) return http.json({ error: { message: z.prettifyError(error) } }, 400)
    throw error
  })

  return app
}
