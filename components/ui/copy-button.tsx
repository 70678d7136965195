'use client'

import { Check, Copy } from 'lucide-react'
import { useEffect, useState } from 'react'
import { texts } from '@/components/texts/en'
import { cn } from './cn'

interface CopyButtonProps {
  value: string
  /** What is copied, for assistive technology: "invoice number". */
  label: string
  className?: string
}

export function CopyButton({ value, label, className }: CopyButtonProps) {
  const [copied, setCopied] = useState(false)
  useEffect(() => {
    if (!copied) return
    const timer = setTimeout(() => setCopied(false), 1600)
    return () => clearTimeout(timer)
  }, [copied])
  return (
    <button
      type="button"
      aria-label={copied ? texts.common.copied : texts.common.copy(label)}
      onClick={() => navigator.clipboard.writeText(value).then(() => setCopied(true))}
      className={cn(
        'inline-grid size-6 place-items-center rounded-sm align-middle text-ink-faint hover:bg-sunken hover:text-ink',
        className,
      )}
    >
      {copied ? <Check aria-hidden className="size-3.5 text-positive" /> : <Copy aria-hidden className="size-3.5" />}
    </button>
  )
}
