// `npm run db:seed`: the catalogue, the demo's logins, and 18 months of history that the engine bills itself.
// Needs DATABASE_URL, SANDBOX_URL and an empty, migrated database; the sandbox must run.
import { systemActor } from '@/lib/audit/actor'
import { addMember, createUser } from '@/lib/auth/create-user'
import { DEMO_MEMBERS, DEMO_PASSWORD, DEMO_STAFF } from '@/lib/auth/demo-logins'
import { hashPassword } from '@/lib/auth/passwords'
import { memberActor } from '@/lib/auth/actors'
import { giveCustomerCredit } from '@/lib/payments/give-customer-credit'
import { seedCatalog } from '@/lib/catalog/seed-catalog'
import { syncCatalog } from '@/lib/catalog/sync-catalog'
import { setSandboxClock, wallClock } from '@/lib/platform/clock'
import { db, inTransaction } from '@/lib/platform/db/client'
import { env } from '@/lib/platform/env'
import { stripeCatalog } from '@/lib/processors/stripe/catalog'
import { closeJobs } from '@/lib/runtime/run-jobs'
import { setProcessorClock, travel } from '@/lib/runtime/time-machine'
import { livesOf } from './live'
import { seedOffers } from './offers'
import type { Person } from './people'
import { seededRandom } from './random'
import { writeStories, type Story } from './stories'
import { seedUsage } from './usage'
import { seedWebhooks } from './webhooks'

const CUSTOMERS = Number(process.env.SEED_CUSTOMERS ?? 200)
const DAYS = Number(process.env.SEED_DAYS ?? 548)
const DAY = 24 * 60 * 60 * 1000
const [DEMO_OWNER] = DEMO_MEMBERS

/** The customer behind the demo's logins, who subscribed yesterday. */
const OWNER: Person = {
  name: DEMO_OWNER.name,
  company: 'Lindenhof Hausverwaltung GmbH',
  email: DEMO_OWNER.email,
  isBusiness: true,
  locale: 'en',
  timeZone: 'Europe/Berlin',
  address: { addressLine1: 'Lindenstraße 5', postalCode: '10969', city: 'Berlin', country: 'DE' },
}

const started = performance.now()
const seconds = () => `${((performance.now() - started) / 1000).toFixed(1)} s`
const today = new Date(Math.floor(wallClock().getTime() / DAY) * DAY)
/** The customers of a day come at nine in the morning, UTC. */
const morning = (day: number) => new Date(today.getTime() - (DAYS - day) * DAY + 9 * 60 * 60 * 1000)

await seedCatalog(morning(0))
await syncCatalog(stripeCatalog)
if (CUSTOMERS > 0) await seedOffers(morning(0))
const passwordHash = await hashPassword(DEMO_PASSWORD)

if (CUSTOMERS > 0) {
  await setSandboxClock(morning(0), true)
  await setProcessorClock(morning(0))
  const owner: Story = {
    person: OWNER,
    events: [{ day: DAYS - 1, what: 'subscribe', plan: 'professional', interval: 'MONTH', card: '4242424242424242' }],
  }
  const stories = writeStories(seededRandom(20261122), {
    customers: CUSTOMERS,
    days: DAYS,
    dayOfMonth: (day) => morning(day).getUTCDate(),
  })
  const days = await livesOf([...stories, owner], passwordHash)
  for (let day = 0; day < DAYS; day++) {
    const events = days.get(day)
    if (!events) continue
    const now = morning(day)
    if (day > 0) await travel({ to: now, options: { without: ['send-notification'] } })
    await setSandboxClock(now, true)
    for (let i = 0; i < events.length; i += 8) {
      await Promise.all(events.slice(i, i + 8).map(({ life, event }) => life.live(event, now)))
    }
    if (process.stdout.isTTY) process.stdout.write(`\r  ${now.toISOString().slice(0, 10)}  ${seconds()}  `)
  }
}
await createLogins(passwordHash)

// Back to real time: what is due since the last event is done now, by the engine.
const present = wallClock()
if (CUSTOMERS > 0) await travel({ to: present, options: { without: ['send-notification'] } })
await setSandboxClock(null, false)
await setProcessorClock(null)
if (CUSTOMERS > 0) await seedUsage(seededRandom(20261123), { ownerEmail: DEMO_OWNER.email, now: present })
if (CUSTOMERS > 0) await seedWebhooks({ ownerEmail: DEMO_OWNER.email, now: present })
await suppressOldEmails(new Date(present.getTime() - 7 * DAY))

const [customers, invoices, payments] = await Promise.all([db.customer.count(), db.invoice.count(), db.payment.count()])
console.log(`\rSeeded ${customers} customers, ${invoices} invoices and ${payments} payments in ${seconds()}.`)
await closeJobs()
await db.$disconnect()

/** Staff of each role, and one customer of their own: the logins that `npm run demo` prints. */
async function createLogins(hash: string): Promise<void> {
  const now = wallClock()
  await inTransaction(async (tx) => {
    for (const { email, name, role } of DEMO_STAFF) {
      await createUser(tx, { user: { email, name, passwordHash: hash, staffRole: role, emailVerifiedAt: now }, now })
    }
  })
  if (CUSTOMERS === 0) return
  const { customerId } = await db.member.findFirstOrThrow({ where: { user: { email: DEMO_OWNER.email } } })
  const note = 'Thank you for your patience with our move'
  await giveCustomerCredit({ customerId, amount: 1500n, note, expiresAt: null, actor: systemActor('Demo'), now })
  await inTransaction(async (tx) => {
    for (const { email, name, role } of DEMO_MEMBERS.slice(1)) {
      const user = await createUser(tx, { user: { email, name, passwordHash: hash, emailVerifiedAt: now }, now })
      await addMember(tx, { customerId, user, role, actor: memberActor(user), now })
    }
  })
}

/** Nobody was there to read last year's emails: they are kept, and marked as never sent. The last week's go out. */
async function suppressOldEmails(before: Date): Promise<void> {
  const { count } = await db.notification.updateMany({
    where: { status: 'QUEUED', createdAt: { lt: before } },
    data: { status: 'SUPPRESSED', error: 'Demo history: not sent.' },
  })
  console.log(`\r${count} emails of the past are kept unsent (${env.SANDBOX_URL ? 'sandbox' : 'live'}).`)
}
