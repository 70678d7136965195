'use client'

import { Undo2 } from 'lucide-react'
import { useState } from 'react'
import { toast } from 'sonner'
import { attempt } from '@/components/forms/attempt'
import type { Action } from '@/components/forms/outcome'
import { useAnswer } from '@/components/forms/use-answer'
import { formatMoney } from '@/components/format/money'
import { texts } from '@/components/texts/en'
import { Button } from '@/components/ui/button'
import { Checkbox } from '@/components/ui/checkbox'
import { ConfirmDialog } from '@/components/ui/confirm-dialog'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { Money } from '@/components/ui/money'
import { NativeSelect } from '@/components/ui/native-select'
import { Radio, RadioGroup } from '@/components/ui/radio-group'
import { CreditSums, type CreditFigures } from './credit-sums'

/** What a credit note would say and where its total would go, or why there can be none. */
export type CreditPreview = CreditFigures | { problem: string }

type Destination = 'refund' | 'balance' | 'outside'

interface Asked {
  invoiceId: string
  /** As typed; empty for everything that is left. */
  amount: string
  lines: { id: string; amount: string }[]
  to: Destination
}

export interface CreditRequest extends Asked {
  /** Of the preview: another credit meanwhile refuses this one. */
  expectedTotal: string
  reference: string
  reason: string
  memo: string
}

interface CreditDialogProps {
  invoiceId: string
  number: string
  currency: string
  /** What can still be credited, gross minor units. */
  creditable: { left: bigint; lines: { id: string; description: string; left: bigint }[] }
  /** Money was paid that could go back. */
  canRefund: boolean
  preview: Action<Asked, CreditPreview>
  credit: Action<CreditRequest, { number: string; total: bigint; toRefund: bigint }>
}

/** Credits a part or all of an invoice. The preview is the very compute that writes the credit note. */
export function CreditDialog(props: CreditDialogProps) {
  const { invoiceId, number, currency, creditable, canRefund, preview, credit } = props
  const t = texts.admin.refund
  const [extent, setExtent] = useState('whole')
  const [amount, setAmount] = useState('')
  const [lines, setLines] = useState<Record<string, string>>({})
  const [to, setTo] = useState<Destination>(canRefund ? 'refund' : 'balance')
  const [reference, setReference] = useState('')
  const [reason, setReason] = useState(Object.keys(t.reasons)[0]!)
  const [memo, setMemo] = useState('')
  const [open, setOpen] = useState(false)

  const asked: Asked = {
    invoiceId,
    amount: extent === 'part' ? amount.trim() : '',
    lines: extent === 'lines' ? Object.entries(lines).map(([id, text]) => ({ id, amount: text.trim() })) : [],
    to,
  }
  const isAsking = extent === 'whole' || asked.amount !== '' || asked.lines.length > 0
  const current = useAnswer({
    ask: preview,
    question: asked,
    active: open && isAsking,
    state: creditable.left.toString(),
    afterMs: extent === 'whole' ? 0 : 300,
  })
  const problem = current && 'problem' in current ? current.problem : null
  const sums = current && 'total' in current ? current : null
  const left = formatMoney(creditable.left, { currency })

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
      confirmLabel={
        sums
          ? (sums.toRefund > 0n ? t.confirmRefund : t.confirm)(formatMoney(sums.total, { currency }))
          : t.confirmPlain
      }
      onConfirm={async () => {
        if (!sums) return problem ?? (extent === 'lines' ? t.chooseLines : t.enterAmount)
        const request = { ...asked, expectedTotal: sums.total.toString(), reference, reason, memo }
        return attempt({
          action: credit,
          input: request,
          onDone: ({ number: creditNote, total, toRefund }) => {
            const done =
              toRefund > 0n
                ? t.doneRefund(formatMoney(toRefund, { currency }))
                : t.doneText(formatMoney(total, { currency }))
            toast.success(t.doneTitle(creditNote), { description: done })
            setAmount('')
            setLines({})
            setMemo('')
            setReference('')
            setExtent('whole')
          },
        })
      }}
    >
      <div className="flex flex-col gap-4">
        <RadioGroup aria-label={t.extent} value={extent} onValueChange={setExtent}>
          <Radio card value="whole" label={t.whole} aside={<Money amount={creditable.left} currency={currency} />} />
          <Radio card value="part" label={t.part} />
          {creditable.lines.length > 0 && <Radio card value="lines" label={t.byLine} />}
        </RadioGroup>
        {extent === 'part' && (
          <Field label={t.amount} hint={t.amountHint(left)} error={asked.amount !== '' ? problem : null}>
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
        {extent === 'lines' && (
          <LineChoice lines={creditable.lines} currency={currency} chosen={lines} onChange={setLines} />
        )}
        <Field label={t.to} hint={t.destinationHints[to]}>
          <NativeSelect value={to} onChange={(event) => setTo(event.target.value as Destination)}>
            {(Object.keys(t.destinations) as Destination[])
              .filter((destination) => canRefund || destination === 'balance')
              .map((destination) => (
                <option key={destination} value={destination}>
                  {t.destinations[destination]}
                </option>
              ))}
          </NativeSelect>
        </Field>
        {to === 'outside' && (
          <Field label={t.reference} optional>
            <Input value={reference} maxLength={100} onChange={(event) => setReference(event.target.value)} />
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
        <CreditSums
          sums={sums}
          currency={currency}
          asking={isAsking}
          problem={problem}
          hint={extent === 'lines' ? t.chooseLines : t.enterAmount}
        />
      </div>
    </ConfirmDialog>
  )
}

interface LineChoiceProps {
  lines: { id: string; description: string; left: bigint }[]
  currency: string
  /** What was typed per chosen line; empty = all of it. */
  chosen: Record<string, string>
  onChange: (chosen: Record<string, string>) => void
}

function LineChoice({ lines, currency, chosen, onChange }: LineChoiceProps) {
  const t = texts.admin.refund
  const toggle = (id: string, on: boolean) => {
    const { [id]: _gone, ...others } = chosen
    onChange(on ? { ...chosen, [id]: '' } : others)
  }
  return (
    <ul className="flex flex-col divide-y divide-line rounded-lg border border-line">
      {lines.map(({ id, description, left }) => (
        <li key={id} className="flex flex-col gap-2 px-3.5 py-3">
          <div className="flex items-start justify-between gap-4">
            <Checkbox
              label={description}
              checked={id in chosen}
              onCheckedChange={(checked) => toggle(id, checked === true)}
            />
            <Money amount={left} currency={currency} className="text-sm text-ink-muted" />
          </div>
          {id in chosen && (
            <Field label={t.lineAmount(description)} hideLabel>
              <Input
                inputMode="decimal"
                autoComplete="off"
                placeholder={t.allOfIt}
                value={chosen[id] ?? ''}
                onChange={(event) => onChange({ ...chosen, [id]: event.target.value })}
                trailing={<span className="text-sm">{currency}</span>}
              />
            </Field>
          )}
        </li>
      ))}
    </ul>
  )
}
