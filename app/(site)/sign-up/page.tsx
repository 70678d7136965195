import type { Metadata } from 'next'
import Link from 'next/link'
import { redirect } from 'next/navigation'
import { currentViewer } from '@/app/_server/session'
import { AuthCard } from '@/components/auth/auth-card'
import { SignUpForm } from '@/components/auth/sign-up-form'
import { texts } from '@/components/texts/en'
import { buttonStyles } from '@/components/ui/button'
import { safeReturnTo } from '@/lib/auth/return-to'
import { signUp } from './actions'

export const metadata: Metadata = { title: texts.site.auth.signUp.title }

interface SignUpPageProps {
  searchParams: Promise<{ returnTo?: string | string[] }>
}

export default async function SignUpPage({ searchParams }: SignUpPageProps) {
  const { returnTo } = await searchParams
  if (await currentViewer()) redirect(safeReturnTo(returnTo))
  const t = texts.site.auth.signUp
  const wanted = safeReturnTo(returnTo)
  return (
    <AuthCard
      title={t.title}
      text={t.text}
      footer={
        <>
          {t.haveAccount}{' '}
          <Link href={`/sign-in?returnTo=${encodeURIComponent(wanted)}`} className={buttonStyles({ variant: 'link' })}>
            {texts.shell.signIn}
          </Link>
        </>
      }
    >
      <SignUpForm action={signUp} returnTo={wanted} />
    </AuthCard>
  )
}
