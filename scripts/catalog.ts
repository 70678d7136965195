// `npm run db:catalog`: writes the catalogue of lib/catalog/default-catalog.ts and syncs it to Stripe. Safe to repeat.
import { seedCatalog } from '@/lib/catalog/seed-catalog'
import { syncCatalog } from '@/lib/catalog/sync-catalog'
import { now } from '@/lib/platform/clock'
import { db } from '@/lib/platform/db/client'
import { stripeCatalog } from '@/lib/processors/stripe/catalog'

await seedCatalog(await now())
const { plans, prices } = await syncCatalog(stripeCatalog)
console.log(`${plans} plans and ${prices} prices are in the database and at Stripe.`)
await db.$disconnect()
