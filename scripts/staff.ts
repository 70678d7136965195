// `npm run staff -- EMAIL "NAME" SUPPORT|FINANCE|ADMIN`: makes a member of staff, who sets the password by email.
import { z } from 'zod'
import { createUser } from '@/lib/auth/create-user'
import { STAFF_ROLES } from '@/lib/auth/permissions'
import { requestPasswordReset } from '@/lib/auth/request-password-reset'
import { wallClock } from '@/lib/platform/clock'
import { db, inTransaction, isUniqueViolation } from '@/lib/platform/db/client'

const input = z.tuple([z.email().transform((email) => email.toLowerCase()), z.string().min(1), z.enum(STAFF_ROLES)])
const parsed = input.safeParse(process.argv.slice(2))
if (!parsed.success) {
  console.error('Say who: npm run staff -- ada@example.com "Ada Admin" SUPPORT|FINANCE|ADMIN')
  process.exit(2)
}
const [email, name, staffRole] = parsed.data
const now = wallClock()
try {
  await inTransaction((tx) => createUser(tx, { user: { email, name, passwordHash: null, staffRole }, now }))
  await requestPasswordReset({ email, address: 'command line', now })
  console.log(`${name} is staff (${staffRole}). The worker sends the link to set a password to ${email}.`)
} catch (error) {
  if (!isUniqueViolation(error)) throw error
  console.error(`There is a user with the address ${email} already.`)
  process.exitCode = 1
}
await db.$disconnect()
