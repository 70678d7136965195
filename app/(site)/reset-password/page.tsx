import type { Metadata } from 'next'
import { AuthCard } from '@/components/auth/auth-card'
import { ResetPasswordForm } from '@/components/auth/reset-password-form'
import { texts } from '@/components/texts/en'
import { resetPassword } from './actions'

export const metadata: Metadata = { title: texts.site.auth.reset.title, referrer: 'no-referrer' }

interface ResetPasswordPageProps {
  searchParams: Promise<{ token?: string | string[] }>
}

export default async function ResetPasswordPage({ searchParams }: ResetPasswordPageProps) {
  const { token } = await searchParams
  const t = texts.site.auth.reset
  return (
    <AuthCard title={t.title} text={t.text}>
      <ResetPasswordForm action={resetPassword} token={typeof token === 'string' ? token : ''} />
    </AuthCard>
  )
}
