import type { Metadata } from 'next'
import Link from 'next/link'
import { redirect } from 'next/navigation'
import { currentViewer } from '@/app/_server/session'
import { AuthCard } from '@/components/auth/auth-card'
import { SignInForm } from '@/components/auth/sign-in-form'
import { texts } from '@/components/texts/en'
import { buttonStyles } from '@/components/ui/button'
import { DEMO_MEMBERS, DEMO_PASSWORD, DEMO_STAFF } from '@/lib/auth/demo-logins'
import { OIDC_PROVIDER, oidcSignIn } from '@/lib/auth/next-auth-options'
import { safeReturnTo } from '@/lib/auth/return-to'
import { isSandbox } from '@/lib/platform/env'
import { signIn } from './actions'

export const metadata: Metadata = { title: texts.site.auth.signIn.title }

/** Sandbox only: the people of the demo data, a click away. */
const demoAccounts = [...DEMO_MEMBERS, ...DEMO_STAFF].map(({ email, role }) => ({
  label: texts.site.auth.signIn.demoRoles[role],
  email,
  password: DEMO_PASSWORD,
}))

interface SignInPageProps {
  searchParams: Promise<{ returnTo?: string | string[]; callbackUrl?: string | string[]; error?: string | string[] }>
}

export default async function SignInPage({ searchParams }: SignInPageProps) {
  const { returnTo: asked, callbackUrl, error } = await searchParams
  // A provider that sends the visitor back names the way as next-auth does.
  const returnTo = asked ?? callbackUrl
  const viewer = await currentViewer()
  if (viewer) redirect(safeReturnTo(returnTo, viewer.user.staffRole ? '/admin' : '/portal'))
  const t = texts.site.auth.signIn
  const wanted = typeof returnTo === 'string' ? returnTo : ''
  return (
    <AuthCard
      title={t.title}
      text={t.text}
      footer={
        <>
          {t.noAccount}{' '}
          <Link
            href={`/sign-up${wanted ? `?returnTo=${encodeURIComponent(wanted)}` : ''}`}
            className={buttonStyles({ variant: 'link' })}
          >
            {t.create}
          </Link>
        </>
      }
    >
      <SignInForm
        action={signIn}
        returnTo={wanted}
        provider={oidcSignIn ? { id: OIDC_PROVIDER, name: oidcSignIn.name } : undefined}
        providerFailed={error !== undefined}
        demoAccounts={isSandbox ? demoAccounts : undefined}
      />
    </AuthCard>
  )
}
