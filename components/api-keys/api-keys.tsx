'use client'

import { Ban, CircleCheck, KeyRound, RotateCw, TimerOff, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { toast } from 'sonner'
import { attempt } from '@/components/forms/attempt'
import type { Action } from '@/components/forms/outcome'
import { texts } from '@/components/texts/en'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { Section } from '@/components/ui/card'
import { ConfirmDialog } from '@/components/ui/confirm-dialog'
import { EmptyState } from '@/components/ui/empty-state'
import { Tooltip } from '@/components/ui/tooltip'
import { SecretDialog } from '@/components/ui/secret-dialog'
import { CreateKeyDialog } from './create-key-dialog'
import type { ApiKeyItem, NewKeyInput, ScopeItem } from './key-state'
import { RotateKeyDialog } from './rotate-key-dialog'

interface ApiKeysProps {
  keys: ApiKeyItem[]
  scopes: ScopeItem[]
  create: Action<NewKeyInput, { secret: string }>
  rotate: Action<{ keyId: string; overlapHours: number }, { secret: string }>
  revoke: Action<{ keyId: string }>
}

const t = texts.api.keys
const STATES = {
  active: { tone: 'positive', icon: <CircleCheck aria-hidden /> },
  expired: { tone: 'caution', icon: <TimerOff aria-hidden /> },
  revoked: { tone: 'neutral', icon: <Ban aria-hidden /> },
} as const

/** The keys of a customer or of staff. A new secret is shown once, in a dialog of its own. */
export function ApiKeys({ keys, scopes, create, rotate, revoke }: ApiKeysProps) {
  const [revealed, setRevealed] = useState<{ name: string; secret: string } | null>(null)
  const [rotating, setRotating] = useState<ApiKeyItem | null>(null)
  const [revoking, setRevoking] = useState<ApiKeyItem | null>(null)
  const createButton = <CreateKeyDialog scopes={scopes} create={create} onCreated={setRevealed} />
  return (
    <>
      <Section id="api-keys" title={t.list} flush actions={keys.length > 0 && createButton}>
        {keys.length === 0 ? (
          <EmptyState icon={<KeyRound aria-hidden />} title={t.empty} actions={createButton}>
            {t.emptyText}
          </EmptyState>
        ) : (
          <ul className="divide-y divide-line">
            {keys.map((key) => (
              <KeyRow
                key={key.id}
                item={key}
                allScopes={scopes.length}
                onRotate={() => setRotating(key)}
                onRevoke={() => setRevoking(key)}
              />
            ))}
          </ul>
        )}
      </Section>
      {revealed && (
        <SecretDialog
          title={t.created(revealed.name)}
          secret={revealed.secret}
          texts={t}
          onClose={() => setRevealed(null)}
        />
      )}
      {rotating && (
        <RotateKeyDialog item={rotating} rotate={rotate} onClose={() => setRotating(null)} onRotated={setRevealed} />
      )}
      {revoking && (
        <ConfirmDialog
          danger
          open
          onOpenChange={(open) => !open && setRevoking(null)}
          title={t.revokeTitle(revoking.name)}
          consequences={t.revokeText}
          confirmLabel={t.revokeConfirm}
          onConfirm={() =>
            attempt({
              action: revoke,
              input: { keyId: revoking.id },
              onDone: () => toast.success(t.revoked(revoking.name)),
            })
          }
        />
      )}
    </>
  )
}

function KeyRow({
  item,
  allScopes,
  onRotate,
  onRevoke,
}: {
  item: ApiKeyItem
  allScopes: number
  onRotate: () => void
  onRevoke: () => void
}) {
  const state = STATES[item.state]
  const facts = [
    item.lastUsedOn ? t.usedOn(item.lastUsedOn) : t.neverUsed,
    t.scopeCount(item.scopes.length, allScopes),
    ...(item.expiresOn ? [t.validUntil(item.expiresOn)] : []),
  ]
  return (
    <li className="flex flex-wrap items-start gap-x-4 gap-y-3 px-4 py-4 sm:px-5">
      <div className="min-w-0 flex-1 basis-64">
        <p className="flex flex-wrap items-center gap-x-2.5 gap-y-1">
          <span className="truncate text-sm font-medium">{item.name}</span>
          <Badge tone={state.tone} icon={state.icon}>
            {t.states[item.state]}
          </Badge>
        </p>
        <p className="mt-1 font-mono text-xs text-ink-muted">{item.prefix}…</p>
        <p className="mt-1.5 flex flex-wrap gap-x-3 gap-y-0.5 text-xs text-ink-muted">
          {facts.map((fact) => (
            <span key={fact}>{fact}</span>
          ))}
        </p>
        {item.oldUntil && <p className="mt-1 text-xs font-medium text-caution">{t.oldUntil(item.oldUntil)}</p>}
        <details className="group mt-1.5 text-xs">
          <summary className="w-fit cursor-pointer rounded-sm text-ink-faint hover:text-ink">{t.scopes}</summary>
          <ul className="mt-2 flex flex-wrap gap-1.5">
            {item.scopes.map((scope) => (
              <li
                key={scope}
                className="rounded-sm border border-line bg-sunken px-1.5 py-0.5 font-mono text-ink-muted"
              >
                {scope}
              </li>
            ))}
          </ul>
          <p className="mt-2 text-ink-faint">{t.madeBy(item.createdBy, item.createdOn)}</p>
        </details>
      </div>
      {item.state !== 'revoked' && (
        <div className="flex items-center gap-1">
          <Button variant="secondary" size="sm" aria-label={`${t.rotate}: ${item.name}`} onClick={onRotate}>
            <RotateCw aria-hidden />
            {t.rotate}
          </Button>
          <Tooltip content={t.revoke}>
            <Button variant="ghost" size="icon" aria-label={t.revokeTitle(item.name)} onClick={onRevoke}>
              <Trash2 aria-hidden />
            </Button>
          </Tooltip>
        </div>
      )}
    </li>
  )
}
