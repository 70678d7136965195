import type { MemberRole, StaffRole } from './permissions'

/** The signed-in person behind a request, and the customers they belong to, oldest membership first. */
export interface Viewer {
  sessionId: string
  user: ViewerUser
  memberships: Membership[]
}

export interface ViewerUser {
  id: string
  email: string
  name: string
  locale: string
  staffRole: StaffRole | null
}

export interface Membership {
  role: MemberRole
  customer: MemberCustomer
}

/** What a page needs to know of the customer before it reads anything else. */
export interface MemberCustomer {
  id: string
  name: string
  currency: string
  locale: string
  timeZone: string
}
