import type { Metadata } from 'next'
import { requireMember } from '@/app/_server/guard'
import { formatDate } from '@/components/format/date-time'
import { Team } from '@/components/team/team'
import { texts } from '@/components/texts/en'
import { PageHeader } from '@/components/ui/page-header'
import { listInvitations } from '@/lib/auth/invitations'
import { listMembers } from '@/lib/auth/manage-members'
import { cancelInvitation, changeMemberRole, inviteMember, removeMember } from './actions'

export const metadata: Metadata = { title: texts.portal.team.title }

export default async function TeamPage() {
  const { customer, user, may } = await requireMember('portal.view')
  const [members, invitations] = await Promise.all([listMembers(customer.id), listInvitations(customer.id)])
  return (
    <>
      <PageHeader title={texts.portal.team.title} description={texts.portal.team.description(customer.name)} />
      <Team
        members={members.map(({ id, name, email, role }) => ({ userId: id, name, email, role }))}
        invitations={invitations.map(({ id, email, role, expiresAt }) => ({
          id,
          email,
          role,
          expiresOn: formatDate(expiresAt, { timeZone: customer.timeZone }),
        }))}
        self={user.id}
        mayManage={may('team.manage')}
        invite={inviteMember}
        changeRole={changeMemberRole}
        remove={removeMember}
        cancelInvitation={cancelInvitation}
      />
    </>
  )
}
