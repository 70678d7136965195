'use client'

import { RotateCw } from 'lucide-react'
import { useState } from 'react'
import type { Action } from '@/components/forms/outcome'
import { RefreshWhile } from '@/components/payments/refresh-while'
import { texts } from '@/components/texts/en'
import { RunAction } from './run-action'

interface ReplayButtonProps {
  eventId: string
  /** Attempts so far: the page is asked again until there is one more. */
  attempts: number
  replay: Action<{ eventId: string }>
}

/** Handles an event once more and shows the server's result when there is one. */
export function ReplayButton({ eventId, attempts, replay }: ReplayButtonProps) {
  const t = texts.admin.webhooks
  const [since, setSince] = useState<number | null>(null)
  const waiting = since !== null && attempts <= since
  return (
    <span className="flex flex-wrap items-center gap-3">
      {waiting && (
        <span role="status" className="text-sm text-ink-muted">
          {t.waiting}
        </span>
      )}
      <RefreshWhile active={waiting} />
      <RunAction action={replay} input={{ eventId }} doneText={t.replayed} onDone={() => setSince(attempts)}>
        <RotateCw aria-hidden />
        {t.replay}
      </RunAction>
    </span>
  )
}
