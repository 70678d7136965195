import { texts } from '@/components/texts/en'
import { cn } from './cn'

/** The concierge's bell. */
export function LogoMark({ className }: { className?: string }) {
  return (
    <svg viewBox="0 0 32 32" aria-hidden className={cn('size-7 shrink-0', className)}>
      <rect width="32" height="32" rx="8" fill="#0f5560" />
      <circle cx="16" cy="9.2" r="1.9" fill="#e3b968" />
      <path d="M7 20.5a9 9 0 0 1 18 0z" fill="#fffefc" />
      <rect x="5.5" y="22.3" width="21" height="2.6" rx="1.3" fill="#e3b968" />
    </svg>
  )
}

export function Logo({ className }: { className?: string }) {
  return (
    <span className={cn('inline-flex items-center gap-2.5', className)}>
      <LogoMark />
      <span className="text-[0.9375rem] font-semibold tracking-[-0.02em] text-ink">
        {texts.app.brand} <span className="font-normal text-ink-muted">{texts.app.product}</span>
      </span>
    </span>
  )
}
