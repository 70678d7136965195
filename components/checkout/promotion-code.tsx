'use client'

import { TicketPercent, X } from 'lucide-react'
import { useState } from 'react'
import { texts } from '@/components/texts/en'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import type { CheckoutPreview } from './order-summary'

interface PromotionCodeProps {
  /** The one that was sent; empty for none. */
  code: string
  onChange: (code: string) => void
  /** What the preview says of it; null while it is not answered. */
  promotion: CheckoutPreview['promotion']
  updating: boolean
}

/** Where a promotion code is typed. It is no form of its own: it stands inside the order's. */
export function PromotionCode({ code, onChange, promotion, updating }: PromotionCodeProps) {
  const [typed, setTyped] = useState(code)
  const [open, setOpen] = useState(code !== '')
  const t = texts.discounts.code
  const apply = () => onChange(typed.trim())

  if (code && promotion && 'name' in promotion) {
    return (
      <p className="flex items-center gap-2.5 text-sm" role="status">
        <TicketPercent aria-hidden className="size-4 shrink-0 text-positive" />
        <span className="min-w-0 flex-1">
          <span className="font-medium tabular">{code.toUpperCase()}</span>{' '}
          <span className="block text-ink-muted">{t.applied(promotion.name)}</span>
        </span>
        <Button
          type="button"
          variant="ghost"
          size="icon-sm"
          aria-label={t.remove}
          onClick={() => {
            setTyped('')
            onChange('')
          }}
        >
          <X aria-hidden />
        </Button>
      </p>
    )
  }
  if (!open) {
    return (
      <Button type="button" variant="link" className="text-sm" onClick={() => setOpen(true)}>
        {t.toggle}
      </Button>
    )
  }
  return (
    <Field label={t.label} error={!updating && promotion && 'problem' in promotion ? promotion.problem : null} optional>
      <div className="flex gap-2">
        <PromotionInput value={typed} onChange={setTyped} onEnter={apply} />
        <Button type="button" variant="secondary" pending={updating && code !== ''} onClick={apply}>
          {t.apply}
        </Button>
      </div>
    </Field>
  )
}

interface PromotionInputProps {
  value: string
  onChange: (value: string) => void
  onEnter: () => void
}

function PromotionInput({ value, onChange, onEnter }: PromotionInputProps) {
  return (
    <Input
      autoComplete="off"
      autoCapitalize="characters"
      spellCheck={false}
      maxLength={40}
      value={value}
      className="uppercase"
      onChange={(event) => onChange(event.target.value)}
      onKeyDown={(event) => {
        if (event.key !== 'Enter') return
        event.preventDefault()
        onEnter()
      }}
    />
  )
}
