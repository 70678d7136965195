'use client'

import { useTransition } from 'react'
import { toast } from 'sonner'
import type { Action } from '@/components/forms/outcome'
import { texts } from '@/components/texts/en'
import { Section } from '@/components/ui/card'
import { Radio, RadioGroup } from '@/components/ui/radio-group'
import { RunAction } from '../run-action'

export type WebhookMode = 'normal' | 'paused' | 'duplicate' | 'reorder'

interface WebhookPanelProps {
  mode: WebhookMode
  waiting: number
  setMode: Action<{ mode: WebhookMode }>
  flush: Action<Record<string, never>>
}

/** How the sandbox delivers its webhooks: held back, twice, or out of order. */
export function WebhookPanel({ mode, waiting, setMode, flush }: WebhookPanelProps) {
  const t = texts.admin.sandbox
  const [pending, startTransition] = useTransition()
  return (
    <Section id="webhooks" title={t.webhooks} description={t.webhooksDescription}>
      <RadioGroup
        aria-label={t.webhooks}
        value={mode}
        disabled={pending}
        onValueChange={(next) =>
          startTransition(async () => {
            const outcome = await setMode({ mode: next as WebhookMode }).catch(() => undefined)
            if (!outcome || outcome.serverError)
              toast.error(outcome?.serverError?.message ?? texts.common.errors.offline)
          })
        }
      >
        {Object.entries(t.modes).map(([value, label]) => (
          <Radio key={value} value={value} label={label} />
        ))}
      </RadioGroup>
      <div className="mt-4 flex flex-wrap items-center gap-3 border-t border-line pt-3 text-sm">
        <span className="flex-1 text-ink-muted tabular">{t.waiting(waiting)}</span>
        <RunAction size="sm" action={flush} input={{}} doneText={t.flushed}>
          {t.flush}
        </RunAction>
      </div>
    </Section>
  )
}
