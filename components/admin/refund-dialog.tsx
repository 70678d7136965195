'use client'

import { Undo2 } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { toast } from 'sonner'
import type { Action } from '@/components/forms/outcome'
import { formatMoney } from '@/components/format/money'
import { texts } from '@/components/texts/en'
import { Button } from '@/components/ui/button'
import { cn } from '@/components/ui/cn'
import { ConfirmDialog } from '@/components/ui/confirm-dialog'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { Money } from '@/components/ui/money'
import { NativeSelect } from '@/components/ui/native-select'
import { Radio, RadioGroup } from '@/components/ui/radio-group'
import { Spinner } from '@/components/ui/spinner'

/** What a credit note would say, or why there can be none. */
export type RefundPreview = { net: bigint; tax: bigint; total: bigint } | { problem: string }

export interface RefundRequest {
  invoiceId: string
  /** As typed; empty for everything that is left. */
  amount: string
  /** Minor units that were left when the dialog was opened: another refund meanwhile refuses this one. */
  left: string
  reason: string
  memo: string
}

interface RefundDialogProps {
  invoiceId: string
  number: string
  currency: string
  /** What can still be given back; gross minor units. */
  left: bigint
  preview: Action<{ invoiceId: string; amount: string }, RefundPreview>
  refund: Action<RefundRequest, { number: string; total: bigint }>
}

/** Gives back a part or all of a paid invoice. The preview is the very compute that writes the credit note. */
export function RefundDialog({ invoiceId, number, currency, left, preview, refund }: RefundDialogProps) {
  const t = texts.admin.refund
  const [extent, setExtent] = useState('whole')
  const [amount, setAmount] = useState('')
  const [reason, setReason] = useState(Object.keys(t.reasons)[0]!)
  const [memo, setMemo] = useState('')
  const [found, setFound] = useState<{ of: string; preview: RefundPreview } | null>(null)
  const [open, setOpen] = useState(false)
  const latest = useRef('')

  const asked = extent === 'whole' ? '' : amount.trim()
  const isAsking = extent === 'whole' || asked !== ''
  const key = `${extent} ${asked} ${left}`
  useEffect(() => {
    latest.current = key
    if (!open || !isAsking) return
    const timer = setTimeout(
      async () => {
        const outcome = await preview({ invoiceId, amount: asked }).catch(() => undefined)
        if (latest.current !== key) return
        const answer = outcome?.data ?? { problem: outcome?.serverError?.message ?? texts.common.errors.offline }
        setFound({ of: key, preview: answer })
      },
      extent === 'whole' ? 0 : 300,
    )
    return () => clearTimeout(timer)
    // eslint-disable-next-line react-hooks/exhaustive-deps -- `key` stands for all that is asked
  }, [key, open])

  const current = isAsking && found?.of === key ? found.preview : null
  const problem = current && 'problem' in current ? current.problem : null
  const sums = current && 'total' in current ? current : null

  return (
    <ConfirmDialog
      danger
      open={open}
      onOpenChange={setOpen}
      trigger={
        <Button variant="secondary">
          <Undo2 aria-hidden />
          {t.action}
        </Button>
      }
      title={t.title(number)}
      description={t.description}
      confirmLabel={sums ? t.confirm(formatMoney(sums.total, { currency })) : t.confirmPlain}
      onConfirm={async () => {
        if (!sums) return problem ?? t.enterAmount
        const request = { invoiceId, amount: asked, left: left.toString(), reason, memo }
        const outcome = await refund(request).catch(() => undefined)
        if (!outcome) return texts.common.errors.offline
        if (outcome.serverError) return outcome.serverError.message
        if (!outcome.data) return texts.common.errors.generic
        toast.success(t.doneTitle(outcome.data.number), {
          description: t.doneText(formatMoney(outcome.data.total, { currency })),
        })
        setAmount('')
        setMemo('')
        setExtent('whole')
      }}
    >
      <div className="flex flex-col gap-4">
        <RadioGroup aria-label={t.amount} value={extent} onValueChange={setExtent}>
          <Radio card value="whole" label={t.whole} aside={<Money amount={left} currency={currency} />} />
          <Radio card value="part" label={t.part} />
        </RadioGroup>
        {extent === 'part' && (
          <Field
            label={t.amount}
            hint={t.amountHint(formatMoney(left, { currency }))}
            error={asked !== '' ? problem : null}
          >
            <Input
              autoFocus
              inputMode="decimal"
              autoComplete="off"
              value={amount}
              onChange={(event) => setAmount(event.target.value)}
              trailing={<span className="text-sm">{currency}</span>}
            />
          </Field>
        )}
        <Field label={t.reason}>
          <NativeSelect value={reason} onChange={(event) => setReason(event.target.value)}>
            {Object.entries(t.reasons).map(([value, label]) => (
              <option key={value} value={value}>
                {label}
              </option>
            ))}
          </NativeSelect>
        </Field>
        <Field label={t.memo} hint={t.memoHint} optional>
          <Input value={memo} maxLength={300} onChange={(event) => setMemo(event.target.value)} />
        </Field>
        <section aria-live="polite" className="rounded-lg border border-line bg-sunken/60 px-3.5 py-3 text-sm">
          <p className="mb-1.5 flex items-center gap-2 text-xs text-ink-faint">
            {t.preview}
            {isAsking && !current && <Spinner className="size-3.5" />}
          </p>
          {!isAsking ? (
            <p className="text-ink-muted">{t.enterAmount}</p>
          ) : problem ? (
            <p className={extent === 'part' ? 'text-ink-muted' : 'text-critical'}>
              {extent === 'part' ? t.enterAmount : problem}
            </p>
          ) : (
            <dl className={cn('flex flex-col gap-1', !sums && 'opacity-40')}>
              {(
                [
                  [t.net, sums?.net],
                  [t.vat, sums?.tax],
                  [t.total, sums?.total],
                ] as const
              ).map(([label, value], index) => (
                <div
                  key={label}
                  className={cn(
                    'flex justify-between gap-6',
                    index === 2 && 'border-t border-line pt-1.5 font-semibold',
                  )}
                >
                  <dt>{label}</dt>
                  <dd>{value === undefined ? '…' : <Money amount={value} currency={currency} />}</dd>
                </div>
              ))}
            </dl>
          )}
        </section>
      </div>
    </ConfirmDialog>
  )
}
