'use client'

import { MailCheck } from 'lucide-react'
import { useState } from 'react'
import type { Action } from '@/components/forms/outcome'
import { readForm, useSubmit } from '@/components/forms/use-submit'
import { texts } from '@/components/texts/en'
import { Banner } from '@/components/ui/banner'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'

/** Asks for the reset link. Says the same whether the address is known or not. */
export function ForgotPasswordForm({ action }: { action: Action<{ email: string }> }) {
  const t = texts.site.auth
  const [sentTo, setSentTo] = useState<string>()
  const [asked, setAsked] = useState('')
  const submit = useSubmit(action, () => setSentTo(asked))
  if (sentTo !== undefined) {
    return (
      <Banner tone="positive" icon={<MailCheck aria-hidden />} title={t.forgot.sentTitle}>
        {t.forgot.sentText(sentTo)}
      </Banner>
    )
  }
  return (
    <form
      ref={submit.formRef}
      noValidate
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        const email = readForm(event)('email')
        setAsked(email)
        submit.run({ email })
      }}
    >
      {submit.formError && <Banner tone="critical" title={submit.formError} />}
      <Field label={t.fields.email} error={submit.errorOf('email')}>
        <Input name="email" type="email" autoComplete="email" inputMode="email" />
      </Field>
      <Button type="submit" size="lg" pending={submit.pending}>
        {t.forgot.submit}
      </Button>
    </form>
  )
}
