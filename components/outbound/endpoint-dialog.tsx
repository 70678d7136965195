'use client'

import { useState, type ReactNode } from 'react'
import { DialogForm } from '@/components/forms/dialog-form'
import type { Action } from '@/components/forms/outcome'
import { useSubmit } from '@/components/forms/use-submit'
import { texts } from '@/components/texts/en'
import { Checkbox } from '@/components/ui/checkbox'
import { Dialog } from '@/components/ui/dialog'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import type { EventType } from '@/lib/outbound/event-types'
import type { EndpointInput } from './outbound-items'

const t = texts.outbound
const TYPES = Object.entries(t.eventTypes) as [EventType, string][]

interface EndpointDialogProps<Data> {
  trigger: ReactNode
  title: string
  description?: string
  submitLabel: string
  start: EndpointInput
  action: Action<EndpointInput, Data>
  onDone: (data: Data | undefined) => void
}

/** Where an endpoint is and what it wants to hear of: for a new one and for changes. */
export function EndpointDialog<Data>(props: EndpointDialogProps<Data>) {
  const { trigger, title, description, submitLabel, start, action, onDone } = props
  const [open, setOpen] = useState(false)
  const [input, setInput] = useState(start)
  const submit = useSubmit(action, (data) => {
    setOpen(false)
    onDone(data)
  })
  const all = input.eventTypes.length === 0
  const change = (part: Partial<EndpointInput>) => setInput((before) => ({ ...before, ...part }))
  return (
    <Dialog
      trigger={trigger}
      title={title}
      description={description}
      open={open}
      onOpenChange={(next) => {
        if (next) setInput(start)
        setOpen(next)
      }}
    >
      <DialogForm submit={submit} submitLabel={submitLabel} onSubmit={() => submit.run(input)}>
        <Field label={t.url} hint={t.urlHint} error={submit.errorOf('url')}>
          <Input
            type="url"
            autoComplete="off"
            placeholder="https://example.com/webhooks"
            value={input.url}
            onChange={(event) => change({ url: event.target.value })}
          />
        </Field>
        <Field label={t.name} hint={t.nameHint} error={submit.errorOf('description')}>
          <Input
            autoComplete="off"
            value={input.description}
            onChange={(event) => change({ description: event.target.value })}
          />
        </Field>
        <fieldset className="flex flex-col gap-2">
          <legend className="mb-2 text-sm font-medium">{t.types}</legend>
          <Checkbox
            label={t.allTypes}
            checked={all}
            onCheckedChange={(on) => change({ eventTypes: on ? [] : TYPES.map(([type]) => type) })}
          />
          {!all && (
            <div className="flex flex-col gap-2.5 rounded-lg border border-line p-3">
              {TYPES.map(([type, text]) => (
                <Checkbox
                  key={type}
                  label={<span className="font-mono text-xs break-all">{type}</span>}
                  hint={text}
                  checked={input.eventTypes.includes(type)}
                  onCheckedChange={(on) =>
                    change({
                      eventTypes: on ? [...input.eventTypes, type] : input.eventTypes.filter((other) => other !== type),
                    })
                  }
                />
              ))}
            </div>
          )}
        </fieldset>
      </DialogForm>
    </Dialog>
  )
}
