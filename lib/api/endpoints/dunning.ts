import { z } from 'zod'
import { pauseDunning, releaseDunning as releaseUseCase } from '@/lib/dunning/hold-dunning'
import { getDunning, readDunningSlice } from '@/lib/dunning/read-dunning'
import { notFound } from '@/lib/platform/errors'
import { filterByCustomer } from '../caller'
import { defineEndpoint } from '../endpoint'
import { anyOf, idSchema, ofCustomerSchema } from '../fields'
import { pageOf, pageQuery, readPage, type Slice } from '../pages'
import { DUNNING_STATES, dunningSchema, toDunning } from '../views/dunning-view'

const params = z.object({ id: idSchema('inv', 'an invoice') })
const common = { tag: 'Dunning', params } as const

/** With `customerId`, only if it is that customer's. */
async function dunningOf(invoiceId: string, customerId: string | null = null) {
  const row = await getDunning(invoiceId)
  if (!row || (customerId !== null && row.customerId !== customerId))
    throw notFound('dunning of the invoice', invoiceId)
  return row
}

export const listDunnings = defineEndpoint({
  method: 'get',
  path: '/dunnings',
  operationId: 'listDunnings',
  tag: 'Dunning',
  summary: 'List what is followed up',
  description: 'Invoices whose collection failed, or that were sent and are overdue, the newest trouble first.',
  scope: 'invoices:read',
  query: z.object({ ...pageQuery, customerId: ofCustomerSchema, state: anyOf(DUNNING_STATES, 'Where it stands.') }),
  answer: pageOf(dunningSchema, 'Dunning'),
  handle: async ({ caller, query }) => {
    const customerId = filterByCustomer(caller, query.customerId)
    return readPage({
      query,
      read: async (slice: Slice) => {
        const rows = await readDunningSlice({ customerId, states: query.state }, slice)
        return rows.map((row) => ({ ...row, id: row.invoiceId }))
      },
      at: ({ startedAt }) => startedAt,
      view: toDunning,
    })
  },
})

export const getInvoiceDunning = defineEndpoint({
  ...common,
  method: 'get',
  path: '/invoices/{id}/dunning',
  operationId: 'getInvoiceDunning',
  summary: 'Get how an invoice is followed up',
  description: 'A 404 where nothing failed and nothing is overdue.',
  scope: 'invoices:read',
  answer: dunningSchema,
  handle: async ({ caller, params: { id } }) => toDunning(await dunningOf(id, caller.customerId)),
})

const refused = { not_in_dunning: 'It is not followed up any more.' }

export const holdDunning = defineEndpoint({
  ...common,
  method: 'post',
  path: '/invoices/{id}/dunning/hold',
  operationId: 'holdDunning',
  summary: 'Hold it',
  description: 'No automatic attempt, reminder or final action until it is released. The customer can pay meanwhile.',
  scope: 'invoices:manage',
  staffOnly: true,
  answer: dunningSchema,
  problems: refused,
  handle: async ({ caller: { actor }, params: { id }, now }) => {
    await pauseDunning({ invoiceId: id, actor, now })
    return toDunning(await dunningOf(id))
  },
})

export const releaseDunning = defineEndpoint({
  ...common,
  method: 'post',
  path: '/invoices/{id}/dunning/release',
  operationId: 'releaseDunning',
  summary: 'Let it go on',
  description:
    'What fell due meanwhile is done now; the time to the final action is what was left. (To charge at once: `POST /invoices/{id}/pay` with `DEFAULT_METHOD`.)',
  scope: 'invoices:manage',
  staffOnly: true,
  answer: dunningSchema,
  problems: refused,
  handle: async ({ caller: { actor }, params: { id }, now }) => {
    await releaseUseCase({ invoiceId: id, actor, now })
    return toDunning(await dunningOf(id))
  },
})
