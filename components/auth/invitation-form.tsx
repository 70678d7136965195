'use client'

import type { Action } from '@/components/forms/outcome'
import { readForm, useSubmit } from '@/components/forms/use-submit'
import { texts } from '@/components/texts/en'
import { Banner } from '@/components/ui/banner'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { PasswordInput } from '@/components/ui/password-input'

interface InvitationFormProps {
  token: string
  email: string
  signedIn: boolean
  accept: Action<{ token: string }>
  /** For someone without an account. */
  signUp: Action<{ token: string; name: string; password: string }>
}

export function InvitationForm({ token, email, signedIn, accept, signUp }: InvitationFormProps) {
  const t = texts.site.auth
  const accepting = useSubmit(accept)
  const creating = useSubmit(signUp)
  if (signedIn) {
    return (
      <div className="flex flex-col gap-4">
        {accepting.formError && <Banner tone="critical" title={accepting.formError} />}
        <Button size="lg" pending={accepting.pending} onClick={() => accepting.run({ token })}>
          {t.invitation.accept}
        </Button>
      </div>
    )
  }
  return (
    <form
      ref={creating.formRef}
      noValidate
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        const value = readForm(event)
        creating.run({ token, name: value('name'), password: value('password') })
      }}
    >
      {creating.formError && <Banner tone="critical" title={creating.formError} />}
      <Field label={t.fields.email}>
        <Input type="email" autoComplete="username" value={email} readOnly />
      </Field>
      <Field label={t.fields.name} error={creating.errorOf('name')}>
        <Input name="name" autoComplete="name" />
      </Field>
      <Field label={t.fields.password} hint={t.fields.passwordHint} error={creating.errorOf('password')}>
        <PasswordInput name="password" autoComplete="new-password" />
      </Field>
      <Button type="submit" size="lg" pending={creating.pending}>
        {t.invitation.accept}
      </Button>
    </form>
  )
}
