import { rateLimit } from '@/lib/platform/rate-limit'

const MINUTE = 60
const HOUR = 60 * MINUTE

/** Wrong passwords for one email, from wherever: guessing one account. */
export const signInsPerEmail = rateLimit({ name: 'sign_in_email', points: 10, seconds: 15 * MINUTE })
/** Wrong passwords from one address, for whomever: trying leaked lists. Offices share an address, so it is wider. */
export const signInsPerAddress = rateLimit({ name: 'sign_in_address', points: 100, seconds: 15 * MINUTE })
export const signUpsPerAddress = rateLimit({ name: 'sign_up_address', points: 100, seconds: HOUR })
export const resetsPerEmail = rateLimit({ name: 'reset_email', points: 3, seconds: HOUR })
export const resetsPerAddress = rateLimit({ name: 'reset_address', points: 50, seconds: HOUR })
export const invitationsPerCustomer = rateLimit({ name: 'invitation_customer', points: 50, seconds: 24 * HOUR })
