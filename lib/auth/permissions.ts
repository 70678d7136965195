/**
 * Who may do what: the one table (DESIGN §10). What is not listed here is denied. Pages, actions and route handlers name
 * a permission; `app/_server/access.test.ts` and `e2e/access.spec.ts` check that each of them does and that it holds.
 */

export const MEMBER_ROLES = ['OWNER', 'BILLING_MANAGER', 'VIEWER'] as const
export type MemberRole = (typeof MEMBER_ROLES)[number]

export const STAFF_ROLES = ['SUPPORT', 'FINANCE', 'ADMIN'] as const
export type StaffRole = (typeof STAFF_ROLES)[number]

/** What members of a customer may do in the portal, for that customer only. */
export const MEMBER_PERMISSIONS = {
  /** Overview, subscription, usage, invoices and their PDFs, payment methods as a list, details, team as a list. */
  'portal.view': ['OWNER', 'BILLING_MANAGER', 'VIEWER'],
  /** Subscribe, change and cancel the plan, pay, add and remove payment methods. */
  'billing.manage': ['OWNER', 'BILLING_MANAGER'],
  /** Name, address, VAT id, invoice email. */
  'details.edit': ['OWNER', 'BILLING_MANAGER'],
  /** Invite, remove, change roles. */
  'team.manage': ['OWNER'],
  /** See, create, rotate and revoke the customer's API keys. */
  'api_keys.manage': ['OWNER'],
  /** Webhook endpoints and what was sent to them. */
  'webhooks.manage': ['OWNER'],
} as const satisfies Record<string, readonly MemberRole[]>

/** What our own people may do in the admin area. */
export const STAFF_PERMISSIONS = {
  'staff.dashboard': ['SUPPORT', 'FINANCE', 'ADMIN'],
  'staff.customers.view': ['SUPPORT', 'FINANCE', 'ADMIN'],
  'staff.customers.edit': ['SUPPORT', 'ADMIN'],
  'staff.subscriptions.view': ['SUPPORT', 'FINANCE', 'ADMIN'],
  /** Cancel, resume, change the plan of a customer. */
  'staff.subscriptions.manage': ['SUPPORT', 'ADMIN'],
  'staff.invoices.view': ['SUPPORT', 'FINANCE', 'ADMIN'],
  /** Retry a payment, void, write off, resend. */
  'staff.invoices.manage': ['FINANCE', 'ADMIN'],
  'staff.payments.view': ['SUPPORT', 'FINANCE', 'ADMIN'],
  'staff.refund': ['FINANCE', 'ADMIN'],
  'staff.reports.view': ['FINANCE', 'ADMIN'],
  'staff.catalog.view': ['SUPPORT', 'FINANCE', 'ADMIN'],
  'staff.catalog.edit': ['ADMIN'],
  /** Plays scenarios through the engine; touches no customer. */
  'staff.simulate': ['SUPPORT', 'FINANCE', 'ADMIN'],
  'staff.inbox.view': ['SUPPORT', 'FINANCE', 'ADMIN'],
  'staff.inbox.replay': ['SUPPORT', 'ADMIN'],
  /** Webhooks that we send: endpoints of customers and our own, deliveries. */
  'staff.outbound.view': ['SUPPORT', 'FINANCE', 'ADMIN'],
  'staff.outbound.manage': ['SUPPORT', 'ADMIN'],
  'staff.audit.view': ['FINANCE', 'ADMIN'],
  'staff.settings.edit': ['ADMIN'],
  /** Our own keys, which reach every customer. */
  'staff.api_keys.manage': ['ADMIN'],
  /** Sandbox only: travel in time, set faults. */
  'staff.time_machine': ['ADMIN'],
} as const satisfies Record<string, readonly StaffRole[]>

export type MemberPermission = keyof typeof MEMBER_PERMISSIONS
export type StaffPermission = keyof typeof STAFF_PERMISSIONS

/** Whether a member's role holds a permission. Unknown roles and permissions hold nothing. */
export function memberMay(role: string | null | undefined, permission: MemberPermission): boolean {
  return holds(MEMBER_PERMISSIONS, role, permission)
}

/** Whether a staff role holds a permission; `null` is someone who is not staff. */
export function staffMay(role: string | null | undefined, permission: StaffPermission): boolean {
  return holds(STAFF_PERMISSIONS, role, permission)
}

function holds(table: Record<string, readonly string[]>, role: string | null | undefined, permission: string): boolean {
  if (!role || !Object.hasOwn(table, permission)) return false
  return table[permission]!.includes(role)
}
