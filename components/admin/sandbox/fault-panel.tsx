'use client'

import { useState } from 'react'
import type { Action } from '@/components/forms/outcome'
import { useSubmit } from '@/components/forms/use-submit'
import { texts } from '@/components/texts/en'
import { Banner } from '@/components/ui/banner'
import { Button } from '@/components/ui/button'
import { Section } from '@/components/ui/card'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { NativeSelect } from '@/components/ui/native-select'
import { RunAction } from '../run-action'

export type FaultKind = '429' | '409' | '500' | 'timeout' | 'reset'

export interface FaultInput {
  match: { path?: string }
  kind: FaultKind
  when: 'before' | 'after'
  times: number
}

interface FaultPanelProps {
  faults: { match: { path?: string | undefined }; kind: string; when: string; times: number }[]
  arm: Action<FaultInput>
  clear: Action<Record<string, never>>
}

/** Makes the sandbox's Stripe fail on purpose. */
export function FaultPanel({ faults, arm, clear }: FaultPanelProps) {
  const t = texts.admin.sandbox
  const [kind, setKind] = useState<FaultKind>('500')
  const [when, setWhen] = useState<'before' | 'after'>('after')
  const [path, setPath] = useState('/v1/payment_intents*')
  const [times, setTimes] = useState('1')
  const { run, pending, formError } = useSubmit(arm)
  return (
    <Section id="faults" title={t.faults} description={t.faultsDescription}>
      <form
        className="grid gap-3 sm:grid-cols-2"
        onSubmit={(event) => {
          event.preventDefault()
          run({ match: path ? { path } : {}, kind, when, times: Math.min(100, Math.max(1, Number(times) || 1)) })
        }}
      >
        <Field label={t.faultPath}>
          <NativeSelect value={path} onChange={(event) => setPath(event.target.value)}>
            {Object.entries(t.faultPaths).map(([value, label]) => (
              <option key={value} value={value}>
                {label}
              </option>
            ))}
          </NativeSelect>
        </Field>
        <Field label={t.faultKind}>
          <NativeSelect value={kind} onChange={(event) => setKind(event.target.value as FaultKind)}>
            {Object.entries(t.faultKinds).map(([value, label]) => (
              <option key={value} value={value}>
                {label}
              </option>
            ))}
          </NativeSelect>
        </Field>
        <Field label={t.faultWhen}>
          <NativeSelect value={when} onChange={(event) => setWhen(event.target.value as 'before' | 'after')}>
            {Object.entries(t.faultWhens).map(([value, label]) => (
              <option key={value} value={value}>
                {label}
              </option>
            ))}
          </NativeSelect>
        </Field>
        <Field label={t.faultTimes}>
          <Input type="number" min={1} max={100} value={times} onChange={(event) => setTimes(event.target.value)} />
        </Field>
        {formError && <Banner tone="critical" title={formError} className="sm:col-span-2" />}
        <div className="flex gap-2 sm:col-span-2">
          <Button type="submit" variant="secondary" pending={pending}>
            {t.addFault}
          </Button>
          {faults.length > 0 && (
            <RunAction variant="ghost" action={clear} input={{}} doneText={t.changed}>
              {t.clearFaults}
            </RunAction>
          )}
        </div>
      </form>
      <div className="mt-4 border-t border-line pt-3 text-sm">
        <p className="mb-1 text-xs text-ink-faint">{t.armed}</p>
        {faults.length === 0 ? (
          <p className="text-ink-muted">{t.noFaults}</p>
        ) : (
          <ul className="flex flex-col gap-1">
            {faults.map((fault, index) => (
              <li key={index} className="flex flex-wrap gap-x-3">
                <span>
                  {t.faultLine(
                    fault.times,
                    t.faultKinds[fault.kind] ?? fault.kind,
                    t.faultWhens[fault.when] ?? fault.when,
                  )}
                </span>
                <code className="font-mono text-xs text-ink-faint">{fault.match.path ?? t.faultPaths['']}</code>
              </li>
            ))}
          </ul>
        )}
      </div>
    </Section>
  )
}
