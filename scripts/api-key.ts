// `npm run api-key -- --customer cus_… --scopes invoices:read,subscriptions:write --name "Our app"`: makes an API key and
// prints it, once. `--staff` instead of a customer makes one of our own; `--customer` also takes a billing email.
import { parseArgs } from 'node:util'
import { createApiKey } from '@/lib/api/create-api-key'
import { newKeySchema } from '@/lib/api/schemas'
import { ALL_SCOPES, CUSTOMER_SCOPES } from '@/lib/api/scopes'
import { systemActor } from '@/lib/audit/actor'
import { searchCustomers } from '@/lib/customers/read-customers'
import { now } from '@/lib/platform/clock'
import { db } from '@/lib/platform/db/client'
import { BillingError } from '@/lib/platform/errors'

const { values } = parseArgs({
  options: {
    customer: { type: 'string' },
    staff: { type: 'boolean', default: false },
    scopes: { type: 'string', default: 'all' },
    name: { type: 'string', default: 'Command line' },
    days: { type: 'string' },
    quiet: { type: 'boolean', default: false },
  },
})
const { customer, staff, scopes, name, days, quiet } = values

const usage = (text: string): never => {
  console.error(
    `${text}\nnpm run api-key -- --customer cus_…|EMAIL | --staff [--scopes a:read,b:write] [--name TEXT] [--days N]`,
  )
  console.error(`Scopes: ${ALL_SCOPES.join(' ')}`)
  process.exit(2)
}

const parsed = newKeySchema.safeParse({
  name,
  scopes: scopes === 'all' ? (staff ? ALL_SCOPES : CUSTOMER_SCOPES) : scopes.split(','),
  expiresInDays: days === undefined ? null : Number(days),
})
if (!parsed.success) usage(parsed.error.issues.map(({ message }) => message).join('\n'))
if (staff === (customer !== undefined)) usage('Say whose key it is: a customer’s or our staff’s.')
const { key, secret } = await createApiKey({
  customerId: customer === undefined ? null : await customerIdOf(customer),
  key: parsed.data!,
  actor: systemActor('Command line'),
  now: await now(),
}).catch((error: unknown) => {
  if (error instanceof BillingError) return usage(error.message)
  throw error
})
if (quiet) console.log(secret)
else
  console.log(
    `${secret}\n\n${key.id} of ${key.customerId ?? 'our staff'}, scopes: ${key.scopes.join(' ')}\nKeep it now: it is not shown again.`,
  )
await db.$disconnect()

async function customerIdOf(text: string): Promise<string> {
  if (!text.includes('@')) return text
  const { rows } = await searchCustomers({ query: text, sort: 'name', direction: 'asc', page: 1, pageSize: 2 })
  return rows.length === 1
    ? rows[0]!.id
    : usage(`${rows.length === 0 ? 'No customer has' : 'Several customers have'} ${text}.`)
}
