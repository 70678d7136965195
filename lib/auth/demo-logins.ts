import type { MemberRole, StaffRole } from './permissions'

/** People of the sandbox's demo data, one per role. They exist only where the demo data was seeded. */
export const DEMO_PASSWORD = 'concierge-demo'

export interface DemoLogin {
  email: string
  name: string
  side: 'member' | 'staff'
  role: MemberRole | StaffRole
}

export const DEMO_MEMBERS = [
  { email: 'demo@newconcierge.example', name: 'Mara Lindqvist', side: 'member', role: 'OWNER' },
  { email: 'billing@newconcierge.example', name: 'Jonas Weber', side: 'member', role: 'BILLING_MANAGER' },
  { email: 'viewer@newconcierge.example', name: 'Lotte de Vries', side: 'member', role: 'VIEWER' },
] as const satisfies DemoLogin[]

export const DEMO_STAFF = [
  { email: 'support@newconcierge.example', name: 'Sam Okafor', side: 'staff', role: 'SUPPORT' },
  { email: 'finance@newconcierge.example', name: 'Freya Lund', side: 'staff', role: 'FINANCE' },
  { email: 'admin@newconcierge.example', name: 'Ada Moreau', side: 'staff', role: 'ADMIN' },
] as const satisfies DemoLogin[]
