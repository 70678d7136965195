import type { Actor } from '@/lib/audit/actor'

interface Person {
  id: string
  email: string
}

export const memberActor = ({ id, email }: Person): Actor => ({ type: 'member', id, label: email })
export const staffActor = ({ id, email }: Person): Actor => ({ type: 'staff', id, label: email })

/** For what people do about themselves, whichever side they are on. */
export const userActor = (user: Person & { staffRole: string | null }): Actor =>
  user.staffRole ? staffActor(user) : memberActor(user)
