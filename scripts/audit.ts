// `npm run audit`: checks what must always hold against the database, and exits 1 on a breach.
import { checkInvariants } from '@/lib/invariants/check-invariants'
import { now } from '@/lib/platform/clock'
import { db } from '@/lib/platform/db/client'

const results = await checkInvariants({ now: await now() })
for (const { code, rule, breaches } of results) {
  console.log(`${breaches.length === 0 ? '✓' : '✗'} ${code}: ${rule}`)
  for (const { subject, detail } of breaches) console.log(`    ${subject}: ${detail}`)
}
const broken = results.filter(({ breaches }) => breaches.length > 0).length
console.log(
  broken === 0 ? `All ${results.length} invariants hold.` : `${broken} of ${results.length} invariants are broken.`,
)
await db.$disconnect()
process.exitCode = broken === 0 ? 0 : 1
