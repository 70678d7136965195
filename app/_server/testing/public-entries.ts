/**
 * What anyone may reach without signing in, each by name. To add a line here is to decide that it shows nothing and
 * changes nothing that belongs to somebody.
 */
export const PUBLIC_PAGES = [
  '/',
  '/pricing',
  '/docs/api',
  '/docs/api/[resource]',
  '/sign-in',
  '/sign-up',
  '/forgot-password',
  '/reset-password',
  '/invitation',
]

export const PUBLIC_ROUTES = [
  'GET /api/auth/[...nextauth]', // next-auth has its own CSRF token
  'POST /api/auth/[...nextauth]',
  'GET /api/cron', // proven by CRON_SECRET
  'GET /api/health',
  'POST /api/webhooks/stripe', // proven by Stripe's signature
]

export const PUBLIC_ACTIONS = [
  'app/_server/actions.ts signOut',
  'app/(site)/sign-in/actions.ts signIn',
  'app/(site)/sign-up/actions.ts signUp',
  'app/(site)/forgot-password/actions.ts requestPasswordReset',
  'app/(site)/reset-password/actions.ts resetPassword',
  'app/(site)/invitation/actions.ts signUpByInvitation',
]
