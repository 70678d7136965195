import type { Metadata } from 'next'
import Link from 'next/link'
import { currentViewer } from '@/app/_server/session'
import { AuthCard } from '@/components/auth/auth-card'
import { InvitationForm } from '@/components/auth/invitation-form'
import { texts } from '@/components/texts/en'
import { Banner } from '@/components/ui/banner'
import { buttonStyles } from '@/components/ui/button'
import { readInvitation } from '@/lib/auth/invitations'
import { acceptInvitation, signUpByInvitation } from './actions'

export const metadata: Metadata = { title: texts.site.auth.invitation.title, referrer: 'no-referrer' }

interface InvitationPageProps {
  searchParams: Promise<{ token?: string | string[] }>
}

export default async function InvitationPage({ searchParams }: InvitationPageProps) {
  const { token: given } = await searchParams
  const token = typeof given === 'string' ? given : ''
  const [invitation, viewer] = await Promise.all([readInvitation(token), currentViewer()])
  const t = texts.site.auth.invitation
  if (!invitation) {
    return (
      <AuthCard title={t.invalidTitle}>
        <p className="text-ink-muted">{t.invalidText}</p>
      </AuthCard>
    )
  }
  const role = texts.portal.team.roles[invitation.role]?.name ?? ''
  return (
    <AuthCard title={t.join(invitation.customerName)} text={t.text(invitation.inviterName, role)}>
      {!viewer && invitation.hasAccount ? (
        <Banner
          title={t.signInFirst(invitation.email)}
          actions={
            <Link
              href={`/sign-in?returnTo=${encodeURIComponent(`/invitation?token=${token}`)}`}
              className={buttonStyles({ size: 'sm' })}
            >
              {texts.shell.signIn}
            </Link>
          }
        />
      ) : (
        <InvitationForm
          token={token}
          email={invitation.email}
          signedIn={viewer !== null}
          accept={acceptInvitation}
          signUp={signUpByInvitation}
        />
      )}
    </AuthCard>
  )
}
