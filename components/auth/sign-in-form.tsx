'use client'

import { signIn } from 'next-auth/react'
import Link from 'next/link'
import { useState } from 'react'
import type { Action } from '@/components/forms/outcome'
import { readForm, useSubmit } from '@/components/forms/use-submit'
import { texts } from '@/components/texts/en'
import { Banner } from '@/components/ui/banner'
import { Button, buttonStyles } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { PasswordInput } from '@/components/ui/password-input'

interface SignInFormProps {
  /** Signs in and redirects to `returnTo`. */
  action: Action<{ email: string; password: string; returnTo: string }>
  returnTo: string
  /** An identity provider to sign in with, where one is set up. */
  provider?: { id: string; name: string }
  /** The provider sent the visitor back without signing them in. */
  providerFailed?: boolean
  /** Sandbox only. */
  demoAccounts?: { label: string; email: string; password: string }[]
}

export function SignInForm({ action, returnTo, provider, providerFailed, demoAccounts }: SignInFormProps) {
  const t = texts.site.auth
  const submit = useSubmit(action)
  const [email, setEmail] = useState('')
  const [password, setPassword] = useState('')
  return (
    <div className="flex flex-col gap-5">
      {provider && (
        <>
          {providerFailed && !submit.outcome && (
            <Banner tone="critical" title={t.signIn.providerFailedTitle(provider.name)}>
              {t.signIn.providerFailedText}
            </Banner>
          )}
          <Button
            variant="secondary"
            size="lg"
            onClick={() => void signIn(provider.id, { callbackUrl: returnTo || '/portal' })}
          >
            {t.signIn.with(provider.name)}
          </Button>
          <div className="flex items-center gap-3 text-xs text-ink-faint">
            <span className="h-px flex-1 bg-line" />
            {t.signIn.or}
            <span className="h-px flex-1 bg-line" />
          </div>
        </>
      )}
      <form
        ref={submit.formRef}
        noValidate
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          const value = readForm(event)
          submit.run({ email: value('email'), password: value('password'), returnTo })
        }}
      >
        {submit.formError && <Banner tone="critical" title={submit.formError} />}
        <Field label={t.fields.email} error={submit.errorOf('email')}>
          <Input
            name="email"
            type="email"
            autoComplete="username"
            inputMode="email"
            value={email}
            onChange={(event) => setEmail(event.target.value)}
          />
        </Field>
        <Field
          label={t.fields.password}
          error={submit.errorOf('password')}
          aside={
            <Link href="/forgot-password" className={buttonStyles({ variant: 'link' })}>
              {t.signIn.forgot}
            </Link>
          }
        >
          <PasswordInput
            name="password"
            autoComplete="current-password"
            value={password}
            onChange={(event) => setPassword(event.target.value)}
          />
        </Field>
        <Button type="submit" size="lg" pending={submit.pending}>
          {t.signIn.submit}
        </Button>
      </form>
      {demoAccounts && demoAccounts.length > 0 && (
        <div className="border-t border-dashed border-line pt-4">
          <p className="text-sm font-medium">{t.signIn.demo}</p>
          <p className="text-xs text-ink-faint">{t.signIn.demoHint}</p>
          <div className="mt-2.5 flex flex-wrap gap-2">
            {demoAccounts.map((account) => (
              <Button
                key={account.email}
                variant="secondary"
                size="sm"
                onClick={() => {
                  setEmail(account.email)
                  setPassword(account.password)
                }}
              >
                {account.label}
              </Button>
            ))}
          </div>
        </div>
      )}
    </div>
  )
}
