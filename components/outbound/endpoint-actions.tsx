'use client'

import { Pencil, Power, Send } from 'lucide-react'
import { useState } from 'react'
import { toast } from 'sonner'
import { attempt } from '@/components/forms/attempt'
import { CountChoice } from '@/components/forms/count-choice'
import type { Action } from '@/components/forms/outcome'
import { ConfirmAction } from '@/components/admin/confirm-action'
import { RunAction } from '@/components/admin/run-action'
import { texts } from '@/components/texts/en'
import { Button } from '@/components/ui/button'
import { ConfirmDialog } from '@/components/ui/confirm-dialog'
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
  const [overlapHours, setOverlapHours] = useState(24)
  const [days, setDays] = useState(3)
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
          attempt({
            action: actions.rotate,
            input: { endpointId, overlapHours },
            onDone: (rotated) => setSecret(rotated.secret),
          })
        }
      >
        <CountChoice
          label={t.overlap}
          counts={OVERLAPS}
          nameOf={(count) => (count === 0 ? t.overlaps.none : t.overlaps.hours(count))}
          value={overlapHours}
          onChange={setOverlapHours}
        />
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
            attempt({
              action: actions.replayMissed,
              input: { endpointId, days },
              onDone: ({ queued }) => toast.success(t.replayedMissed(queued)),
            })
          }
        >
          <CountChoice label={t.since} counts={STRETCHES} nameOf={t.sinceDays} value={days} onChange={setDays} />
        </ConfirmDialog>
      )}
      {on && (
        <ConfirmAction
          danger
          size="sm"
          label={t.off}
          title={t.offTitle}
          consequences={t.offText}
          confirmLabel={t.off}
          doneText={t.switchedOff}
          action={({ id }) => actions.setEnabled({ endpointId: id, enabled: false })}
          id={endpointId}
        />
      )}
      <ConfirmAction
        danger
        size="sm"
        label={t.remove}
        title={t.removeTitle}
        consequences={t.removeText}
        confirmLabel={t.remove}
        doneText={t.removed}
        action={({ id }) => actions.remove({ endpointId: id })}
        id={endpointId}
      />
      {secret && <SecretDialog title={t.secretOf} secret={secret} texts={t} onClose={() => setSecret(null)} />}
    </div>
  )
}
