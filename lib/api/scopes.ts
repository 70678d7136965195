/** What a key may do: the one table. An endpoint names one scope; a key that does not hold it gets 403. */
export const SCOPES = {
  'customers:read': 'Read customers and their billing details',
  'customers:write': 'Create customers (staff) and change billing details',
  'balance:read': 'Read credit and what it paid',
  'balance:write': 'Give credit and take it back',
  'subscriptions:read': 'Read subscriptions and their billing cycles',
  'subscriptions:write': 'Subscribe, change, pause, resume and cancel',
  'payment_methods:read': 'Read stored payment methods',
  'payment_methods:write': 'Add, remove and choose payment methods',
  'invoices:read': 'Read invoices and credit notes, with their PDFs',
  'invoices:write': 'Pay invoices',
  'invoices:manage': 'Write, finalise, void and give up invoices, record transfers, hold dunning',
  'payments:read': 'Read payments, refunds and disputes',
  'payments:write': 'Charge one-off amounts',
  'credit_notes:write': 'Issue credit notes',
  'coupons:read': 'List coupons and check promotion codes',
  'coupons:write': 'Create and end coupons',
  'usage:read': 'Read usage totals',
  'usage:write': 'Report usage events',
  'entitlements:read': 'Read and check what may be used',
  'entitlements:write': 'Reserve and consume what may be used',
  'entitlements:override': 'Decide for one customer what may be used',
  'spend_limits:write': 'Set the spend cap and usage alerts',
  'catalog:write': 'Publish prices and move subscriptions to them',
  'ledger:read': 'Read and export the books',
  'webhooks:read': 'Read webhook endpoints and deliveries',
  'webhooks:write': 'Create, change and remove webhook endpoints',
} as const

export type Scope = keyof typeof SCOPES

export const ALL_SCOPES = Object.keys(SCOPES) as Scope[]

/** What only our own staff's keys can hold. */
export const STAFF_SCOPES: readonly Scope[] = [
  'balance:write',
  'invoices:manage',
  'payments:write',
  'credit_notes:write',
  'coupons:write',
  'entitlements:override',
  'catalog:write',
  'ledger:read',
]

/** What a customer's key can hold. */
export const CUSTOMER_SCOPES = ALL_SCOPES.filter((scope) => !STAFF_SCOPES.includes(scope))

/**
 * What decides how much is counted, and so what is paid: who holds it can reverse and correct what the product reported, and
 * set levels. A customer's own members cannot give it to a key; we can, by `npm run api-key`, where a customer's system is the
 * one that measures.
 */
export const MEASURING_SCOPES: readonly Scope[] = ['usage:write', 'entitlements:write']

/** What the keys can hold that a customer makes in the portal. */
export const MEMBER_SCOPES = CUSTOMER_SCOPES.filter((scope) => !MEASURING_SCOPES.includes(scope))

export const isScope = (text: string): text is Scope => Object.hasOwn(SCOPES, text)
