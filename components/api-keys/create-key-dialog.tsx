'use client'

import { Plus } from 'lucide-react'
import { useState } from 'react'
import { useSubmit } from '@/components/forms/use-submit'
import { DialogForm } from '@/components/forms/dialog-form'
import type { Action } from '@/components/forms/outcome'
import { texts } from '@/components/texts/en'
import { Button } from '@/components/ui/button'
import { Checkbox } from '@/components/ui/checkbox'
import { Dialog } from '@/components/ui/dialog'
import { Field, FieldError } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { NativeSelect } from '@/components/ui/native-select'
import type { NewKeyInput, ScopeItem } from './key-state'

const EXPIRIES = [30, 90, 365]

export function CreateKeyDialog({
  scopes,
  create,
  onCreated,
}: {
  scopes: ScopeItem[]
  create: Action<NewKeyInput, { secret: string }>
  onCreated: (created: { name: string; secret: string }) => void
}) {
  const t = texts.api.keys
  const readOnly = scopes.map(({ scope }) => scope).filter((scope) => scope.endsWith(':read'))
  const [open, setOpen] = useState(false)
  const [name, setName] = useState('')
  const [days, setDays] = useState('')
  const [chosen, setChosen] = useState(readOnly)
  const submit = useSubmit(create, (data) => {
    setOpen(false)
    setName('')
    if (data) onCreated({ name, secret: data.secret })
  })
  const presets: { label: string; scopes: NewKeyInput['scopes'] }[] = [
    { label: t.readOnly, scopes: readOnly },
    { label: t.all, scopes: scopes.map(({ scope }) => scope) },
    { label: t.none, scopes: [] },
  ]
  return (
    <Dialog
      open={open}
      onOpenChange={setOpen}
      title={t.create}
      description={t.createText}
      trigger={
        <Button size="sm">
          <Plus aria-hidden />
          {t.create}
        </Button>
      }
    >
      <DialogForm
        submit={submit}
        submitLabel={t.create}
        onSubmit={() => submit.run({ name, scopes: chosen, expiresInDays: days === '' ? null : Number(days) })}
      >
        <Field label={t.name} hint={t.nameHint} error={submit.errorOf('name')}>
          <Input autoComplete="off" value={name} onChange={(event) => setName(event.target.value)} />
        </Field>
        <Field label={t.expires}>
          <NativeSelect value={days} onChange={(event) => setDays(event.target.value)}>
            <option value="">{t.expiry.never}</option>
            {EXPIRIES.map((count) => (
              <option key={count} value={count}>
                {t.expiry.days(count)}
              </option>
            ))}
          </NativeSelect>
        </Field>
        <fieldset className="flex flex-col gap-2">
          <div className="flex flex-wrap items-baseline justify-between gap-2">
            <legend className="float-left text-sm font-medium">{t.scopes}</legend>
            <div className="flex gap-1">
              {presets.map((preset) => (
                <Button key={preset.label} variant="ghost" size="sm" onClick={() => setChosen(preset.scopes)}>
                  {preset.label}
                </Button>
              ))}
            </div>
          </div>
          <div className="flex flex-col gap-2.5 rounded-lg border border-line p-3">
            {scopes.map(({ scope, text }) => (
              <Checkbox
                key={scope}
                label={<span className="font-mono text-xs">{scope}</span>}
                hint={text}
                checked={chosen.includes(scope)}
                onCheckedChange={(on) =>
                  setChosen((before) => (on ? [...before, scope] : before.filter((other) => other !== scope)))
                }
              />
            ))}
          </div>
          <FieldError message={submit.errorOf('scopes')} />
        </fieldset>
      </DialogForm>
    </Dialog>
  )
}
