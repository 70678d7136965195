import type { MemberRole, StaffRole } from './permissions'

/** People of the sandbox's demo data, one per role. They exist only where the demo data was seeded. */
export const DEMO_PASSWORD = 'concierge-demo'

export interface DemoLogin {
  email: string
  name: string
  side: 'member' | 'staff'
  role: MemberRole | StaffRole
}

/** Members of the demo's own customer; its owner is made with the customer. */
export const DEMO_MEMBERS = [
  { email: 'owner@lindenhof.example', name: 'Olivia Owner', side: 'member', role: 'OWNER' },
  { email: 'billing@lindenhof.example', name: 'Ben Billing', side: 'member', role: 'BILLING_MANAGER' },
  { email: 'viewer@lindenhof.example', name: 'Vera Viewer', side: 'member', role: 'VIEWER' },
] as const satisfies DemoLogin[]

export const DEMO_STAFF = [
  { email: 'support@newconcierge.example', name: 'Sue Support', side: 'staff', role: 'SUPPORT' },
  { email: 'finance@newconcierge.example', name: 'Finn Finance', side: 'staff', role: 'FINANCE' },
  { email: 'admin@newconcierge.example', name: 'Ada Admin', side: 'staff', role: 'ADMIN' },
] as const satisfies DemoLogin[]
