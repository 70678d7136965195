'use client'

import { CircleAlert } from 'lucide-react'
import { useState } from 'react'
import { toast } from 'sonner'
import { attempt } from '@/components/forms/attempt'
import type { Action } from '@/components/forms/outcome'
import { formatInteger } from '@/components/format/number'
import { texts } from '@/components/texts/en'
import type { OverageDraft, OverageTerms } from '@/components/usage/overage-draft'
import { Button } from '@/components/ui/button'
import { ConfirmDialog } from '@/components/ui/confirm-dialog'

export interface PublishInput {
  planId: string
  meterCode: string
  currency: string
  /** Null takes it off sale. */
  draft: OverageDraft | null
}

/** The price of use beyond an allowance, as it is on sale. */
export interface PriceOnSale {
  planId: string
  planName: string
  meterCode: string
  currency: string
  /** The version on sale. */
  current: (OverageTerms & { version: number }) | null
  nextVersion: number
  /** How many subscriptions keep what they agreed to. */
  keepers: number
}

interface PublishPriceProps extends PriceOnSale {
  draft: OverageDraft
  isComplete: boolean
  onIncomplete: () => void
  publish: Action<PublishInput>
}

/** Asks before a price is published or taken off sale, and says for whom it counts. */
export function PublishPrice(props: PublishPriceProps) {
  const { planId, planName, meterCode, currency, current, nextVersion, keepers, draft, isComplete, publish } = props
  const t = texts.usage.price
  const [isRefused, setIsRefused] = useState(false)
  const [isOpen, setIsOpen] = useState(false)
  const keep = keepers === 0 ? t.keepNone : keepers === 1 ? t.keepOne : t.keep(formatInteger(keepers))
  const send = (wanted: OverageDraft | null, doneText: string) =>
    attempt({
      action: publish,
      input: { planId, meterCode, currency, draft: wanted },
      onDone: () => toast.success(doneText),
    })
  return (
    <div className="flex flex-wrap items-center justify-end gap-3">
      {isRefused && !isComplete && (
        <p role="alert" className="flex items-center gap-1.5 text-sm font-medium text-critical">
          <CircleAlert aria-hidden className="size-4" />
          {t.notComplete}
        </p>
      )}
      {current && (
        <ConfirmDialog
          danger
          trigger={<Button variant="secondary">{t.withdraw}</Button>}
          title={t.withdrawTitle}
          consequences={[t.withdrawFor(planName), keep]}
          confirmLabel={t.withdrawConfirm}
          onConfirm={() => send(null, t.withdrawn)}
        />
      )}
      <ConfirmDialog
        trigger={<Button>{t.submit}</Button>}
        open={isOpen}
        onOpenChange={(wanted) => {
          setIsRefused(wanted && !isComplete)
          setIsOpen(wanted && isComplete)
          if (wanted && !isComplete) props.onIncomplete()
        }}
        title={t.publishTitle(String(nextVersion))}
        consequences={[t.publishedFor(planName), keep]}
        confirmLabel={t.publishConfirm}
        onConfirm={() => send(draft, t.published)}
      />
    </div>
  )
}
