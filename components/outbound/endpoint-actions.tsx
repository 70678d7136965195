'use client'

import { Pencil, Power, Send } from 'lucide-react'
import { unstable_rethrow } from 'next/navigation'
import { useState } from 'react'
import { toast } from 'sonner'
import type { Action } from '@/components/forms/outcome'
import { RunAction } from '@/components/admin/run-action'
import { texts } from '@/components/texts/en'
import { Button } from '@/components/ui/button'
import { ConfirmDialog } from '@/components/ui/confirm-dialog'
import { Field } from '@/components/ui/field'
import { NativeSelect } from '@/components/ui/native-select'
import { SecretDialog } from '@/components/ui/secret-dialog'
import { EndpointDialog } from './endpoint-dialog'
import type { EndpointInput, EndpointItem } from './outbound-items'

const t = texts.outbound
const OVERLAPS = [0, 1, 24, 7 * 24]
const STRETCHES = [1, 3, 7, 30]

export interface EndpointActionSet {
  change: Action<EndpointInput & { endpointId: string }>
  setEnabled: Action<{ endpointId: string; enabled: boolean }>
  rotate: Action<{ endpointId: string; overlapHours: number }, { secret: string }>
  test: Action<{ endpointId: string }>
  replayMissed: Action<{ endpointId: string; days: number }, { queued: number }>
  remove: Action<{ endpointId: string }>
}

/** Runs an action inside a question; the text that is returned keeps the question open. */
async function outcomeOf<Input, Data>(action: Action<Input, Data>, input: Input, done: (data: Data) => void) {
  const outcome = await action(input).catch((error: unknown) => {
    // The redirect that follows a deletion.
    unstable_rethrow(error)
    return undefined
  })
  if (!outcome) return texts.common.errors.offline
  if (outcome.serverError) return outcome.serverError.message
  if (outcome.validationErrors) return texts.common.errors.generic
  done(outcome.data as Data)
}

/** What is done every day, at the head of an endpoint's page. */
export function EndpointActions({ endpoint, actions }: { endpoint: EndpointItem; actions: EndpointActionSet }) {
  const { id: endpointId, url, description, eventTypes } = endpoint
  const on = endpoint.state !== 'DISABLED'
  return (
    <div className="flex flex-wrap gap-2">
      {on ? (
        <RunAction action={actions.test} input={{ endpointId }} doneText={t.tested}>
          <Send aria-hidden />
          {t.test}
        </RunAction>
      ) : (
        <RunAction
          variant="primary"
          action={actions.setEnabled}
          input={{ endpointId, enabled: true }}
          doneText={t.switchedOn}
        >
          <Power aria-hidden />
          {t.on}
        </RunAction>
      )}
      <EndpointDialog
        trigger={
          <Button variant="secondary">
            <Pencil aria-hidden />
            {t.edit}
          </Button>
        }
        title={t.edit}
        submitLabel={t.save}
        start={{ url, description, eventTypes }}
        action={(input) => actions.change({ ...input, endpointId })}
        onDone={() => toast.success(t.saved)}
      />
    </div>
  )
}

/** What is done now and then: a new secret, what was missed, off, away. */
export function EndpointCare({ endpoint, actions }: { endpoint: EndpointItem; actions: EndpointActionSet }) {
  const endpointId = endpoint.id
  const on = endpoint.state !== 'DISABLED'
  const [secret, setSecret] = useState<string | null>(null)
  const [hours, setHours] = useState('24')
  const [days, setDays] = useState('3')
  return (
    <div className="flex flex-wrap gap-2">
      <ConfirmDialog
        trigger={
          <Button variant="secondary" size="sm">
            {t.rotate}
          </Button>
        }
        title={t.rotateTitle}
        description={t.rotateText}
        confirmLabel={t.rotateConfirm}
        onConfirm={() =>
          outcomeOf(actions.rotate, { endpointId, overlapHours: Number(hours) }, (data) => setSecret(data.secret))
        }
      >
        <Field label={t.overlap}>
          <NativeSelect value={hours} onChange={(event) => setHours(event.target.value)}>
            {OVERLAPS.map((count) => (
              <option key={count} value={count}>
                {count === 0 ? t.overlaps.none : t.overlaps.hours(count)}
              </option>
            ))}
          </NativeSelect>
        </Field>
      </ConfirmDialog>
      {on && (
        <ConfirmDialog
          trigger={
            <Button variant="secondary" size="sm">
              {t.replayMissed}
            </Button>
          }
          title={t.replayMissed}
          description={t.replayMissedText}
          confirmLabel={t.replayMissed}
          onConfirm={() =>
            outcomeOf(actions.replayMissed, { endpointId, days: Number(days) }, ({ queued }) => {
              toast.success(t.replayedMissed(queued))
            })
          }
        >
          <Field label={t.since}>
            <NativeSelect value={days} onChange={(event) => setDays(event.target.value)}>
              {STRETCHES.map((count) => (
                <option key={count} value={count}>
                  {t.sinceDays(count)}
                </option>
              ))}
            </NativeSelect>
          </Field>
        </ConfirmDialog>
      )}
      {on && (
        <ConfirmDialog
          danger
          trigger={
            <Button variant="secondary" size="sm">
              {t.off}
            </Button>
          }
          title={t.offTitle}
          consequences={t.offText}
          confirmLabel={t.off}
          onConfirm={() =>
            outcomeOf(actions.setEnabled, { endpointId, enabled: false }, () => void toast.success(t.switchedOff))
          }
        />
      )}
      <ConfirmDialog
        danger
        trigger={
          <Button variant="secondary" size="sm">
            {t.remove}
          </Button>
        }
        title={t.removeTitle}
        consequences={t.removeText}
        confirmLabel={t.remove}
        onConfirm={() => outcomeOf(actions.remove, { endpointId }, () => void toast.success(t.removed))}
      />
      {secret && <SecretDialog title={t.secretOf} secret={secret} texts={t} onClose={() => setSecret(null)} />}
    </div>
  )
}
