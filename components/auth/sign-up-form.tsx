'use client'

import type { Action } from '@/components/forms/outcome'
import { readForm, useSubmit } from '@/components/forms/use-submit'
import { texts } from '@/components/texts/en'
import { Banner } from '@/components/ui/banner'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { PasswordInput } from '@/components/ui/password-input'

interface SignUpFormProps {
  /** Creates user and customer, signs in and redirects to `returnTo`. */
  action: Action<{ name: string; company: string; email: string; password: string; returnTo: string }>
  returnTo: string
}

export function SignUpForm({ action, returnTo }: SignUpFormProps) {
  const t = texts.site.auth
  const submit = useSubmit(action)
  return (
    <form
      ref={submit.formRef}
      noValidate
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        const value = readForm(event)
        submit.run({
          name: value('name'),
          company: value('company'),
          email: value('email'),
          password: value('password'),
          returnTo,
        })
      }}
    >
      {submit.formError && <Banner tone="critical" title={submit.formError} />}
      <Field label={t.fields.name} error={submit.errorOf('name')}>
        <Input name="name" autoComplete="name" />
      </Field>
      <Field label={t.fields.company} hint={t.fields.companyHint} error={submit.errorOf('company')}>
        <Input name="company" autoComplete="organization" />
      </Field>
      <Field label={t.fields.email} error={submit.errorOf('email')}>
        <Input name="email" type="email" autoComplete="email" inputMode="email" />
      </Field>
      <Field label={t.fields.password} hint={t.fields.passwordHint} error={submit.errorOf('password')}>
        <PasswordInput name="password" autoComplete="new-password" />
      </Field>
      <Button type="submit" size="lg" pending={submit.pending}>
        {t.signUp.submit}
      </Button>
    </form>
  )
}
