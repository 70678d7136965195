import type { Metadata } from 'next'
import Link from 'next/link'
import { AuthCard } from '@/components/auth/auth-card'
import { ForgotPasswordForm } from '@/components/auth/forgot-password-form'
import { texts } from '@/components/texts/en'
import { buttonStyles } from '@/components/ui/button'
import { requestPasswordReset } from './actions'

export const metadata: Metadata = { title: texts.site.auth.forgot.title }

export default function ForgotPasswordPage() {
  const t = texts.site.auth.forgot
  return (
    <AuthCard
      title={t.title}
      text={t.text}
      footer={
        <Link href="/sign-in" className={buttonStyles({ variant: 'link' })}>
          {t.back}
        </Link>
      }
    >
      <ForgotPasswordForm action={requestPasswordReset} />
    </AuthCard>
  )
}
