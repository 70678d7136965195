import type { Metadata } from 'next'
import Link from 'next/link'
import { redirect } from 'next/navigation'
import { currentViewer } from '@/app/_server/session'
import { AuthCard } from '@/components/auth/auth-card'
import { SignInForm } from '@/components/auth/sign-in-form'
import { texts } from '@/components/texts/en'
import { buttonStyles } from '@/components/ui/button'
import { safeReturnTo } from '@/lib/auth/return-to'
import { signIn } from './actions'

export const metadata: Metadata = { title: texts.site.auth.signIn.title }

interface SignInPageProps {
  searchParams: Promise<{ returnTo?: string | string[] }>
}

export default async function SignInPage({ searchParams }: SignInPageProps) {
  const { returnTo } = await searchParams
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
      <SignInForm action={signIn} returnTo={wanted} />
    </AuthCard>
  )
}
