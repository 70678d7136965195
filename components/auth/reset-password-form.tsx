'use client'

import Link from 'next/link'
import { useState } from 'react'
import type { Action } from '@/components/forms/outcome'
import { readForm, useSubmit } from '@/components/forms/use-submit'
import { texts } from '@/components/texts/en'
import { Banner } from '@/components/ui/banner'
import { Button, buttonStyles } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { PasswordInput } from '@/components/ui/password-input'

interface ResetPasswordFormProps {
  action: Action<{ token: string; password: string }>
  /** From the mailed link. */
  token: string
}

export function ResetPasswordForm({ action, token }: ResetPasswordFormProps) {
  const t = texts.site.auth
  const [done, setDone] = useState(false)
  const submit = useSubmit(action, () => setDone(true))
  if (done) {
    return (
      <Banner
        tone="positive"
        title={t.reset.doneTitle}
        actions={
          <Link href="/sign-in" className={buttonStyles({ size: 'sm' })}>
            {texts.shell.signIn}
          </Link>
        }
      >
        {t.reset.doneText}
      </Banner>
    )
  }
  return (
    <form
      ref={submit.formRef}
      noValidate
      className="flex flex-col gap-4"
      onSubmit={(event) => submit.run({ token, password: readForm(event)('password') })}
    >
      {submit.formError && <Banner tone="critical" title={submit.formError} />}
      <Field label={t.fields.newPassword} hint={t.fields.passwordHint} error={submit.errorOf('password')}>
        <PasswordInput name="password" autoComplete="new-password" />
      </Field>
      <Button type="submit" size="lg" pending={submit.pending}>
        {t.reset.submit}
      </Button>
    </form>
  )
}
