import { CircleCheck, CircleX, Hourglass } from 'lucide-react'
import Link from 'next/link'
import type { ReactNode } from 'react'
import { RefreshOnce, RefreshWhile } from '@/components/payments/refresh-while'
import { texts } from '@/components/texts/en'
import { buttonStyles } from '@/components/ui/button'
import { cn } from '@/components/ui/cn'
import { Spinner } from '@/components/ui/spinner'

export type CheckoutState =
  | { kind: 'confirming' }
  /** As confirming, before the server was asked for the first time. */
  | { kind: 'loading' }
  /** The bank takes days (direct debit). */
  | { kind: 'processing' }
  | { kind: 'active'; planName: string; email: string; invoiceId: string | null }
  | { kind: 'failed'; reason: string | null; retryHref: string }
  | { kind: 'expired' }

/** What became of the order, as the server knows it; asks again while it is not decided. */
export function CheckoutResult({ state }: { state: CheckoutState }) {
  const t = texts.checkout.complete
  return (
    <div className="mx-auto flex max-w-lg flex-col items-center py-10 text-center sm:py-16" aria-live="polite">
      {(state.kind === 'confirming' || state.kind === 'loading') && (
        <>
          <Mark tone="accent">
            <Spinner className="size-6" />
          </Mark>
          <Words title={t.confirmingTitle} text={t.confirmingText} />
        </>
      )}
      {state.kind === 'processing' && (
        <>
          <Mark tone="accent">
            <Hourglass aria-hidden className="size-6" />
          </Mark>
          <Words title={t.processingTitle} text={t.processingText} />
          <Buttons>
            <Link href="/portal" className={buttonStyles({})}>
              {t.toOverview}
            </Link>
          </Buttons>
        </>
      )}
      {state.kind === 'active' && (
        <>
          <Mark tone="positive">
            <CircleCheck aria-hidden className="size-6" />
          </Mark>
          <Words title={t.activeTitle(state.planName)} text={t.activeText(state.email)} />
          <Buttons>
            <Link href="/portal" className={buttonStyles({})}>
              {t.toOverview}
            </Link>
            {state.invoiceId && (
              <Link href={`/portal/invoices/${state.invoiceId}`} className={buttonStyles({ variant: 'secondary' })}>
                {t.seeInvoice}
              </Link>
            )}
          </Buttons>
        </>
      )}
      {state.kind === 'failed' && (
        <>
          <Mark tone="critical">
            <CircleX aria-hidden className="size-6" />
          </Mark>
          <Words title={t.failedTitle} text={[state.reason, t.failedText].filter(Boolean).join(' ')} />
          <Buttons>
            <Link href={state.retryHref} className={buttonStyles({})}>
              {t.tryAgain}
            </Link>
          </Buttons>
        </>
      )}
      {state.kind === 'expired' && (
        <>
          <Mark tone="critical">
            <CircleX aria-hidden className="size-6" />
          </Mark>
          <Words title={t.expiredTitle} text={t.expiredText} />
          <Buttons>
            <Link href="/portal/checkout" className={buttonStyles({})}>
              {t.orderAgain}
            </Link>
          </Buttons>
        </>
      )}
      {/* The menu's count of open invoices is older than the payment. */}
      {state.kind === 'active' && <RefreshOnce />}
      <RefreshWhile
        active={state.kind === 'confirming'}
        whenSlow={<p className="mt-4 max-w-sm text-sm text-ink-muted">{t.slow}</p>}
      />
    </div>
  )
}

function Mark({ tone, children }: { tone: 'accent' | 'positive' | 'critical'; children: ReactNode }) {
  return (
    <span
      className={cn(
        'mb-5 grid size-14 place-items-center rounded-full border',
        tone === 'accent' && 'border-accent-line bg-accent-soft text-accent-text',
        tone === 'positive' && 'border-positive-line bg-positive-soft text-positive',
        tone === 'critical' && 'border-critical-line bg-critical-soft text-critical',
      )}
    >
      {children}
    </span>
  )
}

function Words({ title, text }: { title: string; text: string }) {
  return (
    <>
      <h1 className="text-2xl font-semibold tracking-[-0.022em]">{title}</h1>
      <p className="mt-2 text-ink-muted">{text}</p>
    </>
  )
}

const Buttons = ({ children }: { children: ReactNode }) => (
  <div className="mt-6 flex flex-wrap justify-center gap-2">{children}</div>
)
