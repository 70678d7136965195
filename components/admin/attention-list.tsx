import {
  ChevronRight,
  CircleAlert,
  CircleCheck,
  CircleHelp,
  FileClock,
  Inbox,
  MailX,
  RotateCcw,
  ShieldAlert,
} from 'lucide-react'
import Link from 'next/link'
import { texts } from '@/components/texts/en'

export interface Attention {
  pastDue: number
  overdue: number
  failedEvents: number
  disputes: number
  unknownPayments: number
  failedRefunds: number
  failedEmails: number
}

const t = texts.admin.attention

const places = [
  { key: 'disputes', href: '/admin/payments?more=disputed', icon: ShieldAlert },
  { key: 'unknownPayments', href: '/admin/payments?status=UNKNOWN', icon: CircleHelp },
  { key: 'failedRefunds', href: '/admin/audit?noun=refund', icon: RotateCcw },
  { key: 'pastDue', href: '/admin/subscriptions?status=PAST_DUE,UNPAID', icon: CircleAlert },
  { key: 'overdue', href: '/admin/invoices?status=OVERDUE', icon: FileClock },
  { key: 'failedEvents', href: '/admin/webhooks?status=FAILED', icon: Inbox },
  { key: 'failedEmails', href: '/admin/emails?status=FAILED', icon: MailX },
] as const

/** What somebody should look at, each line leading to the rows. */
export function AttentionList({ attention }: { attention: Attention }) {
  const waiting = places.filter(({ key }) => attention[key] > 0)
  if (waiting.length === 0) {
    return (
      <p className="flex items-center gap-2 rounded-lg border border-line bg-surface px-4 py-3 text-sm text-ink-muted">
        <CircleCheck aria-hidden className="size-4 text-positive" />
        {t.calm}
      </p>
    )
  }
  return (
    <section
      aria-labelledby="attention-heading"
      className="overflow-clip rounded-lg border border-caution-line bg-surface shadow-card"
    >
      <h2 id="attention-heading" className="bg-caution-soft px-4 py-2 text-sm font-semibold text-caution">
        {t.title}
      </h2>
      <ul className="grid divide-line max-sm:divide-y sm:grid-cols-[repeat(auto-fit,minmax(18rem,1fr))]">
        {waiting.map(({ key, href, icon: Icon }) => (
          <li key={key}>
            <Link
              href={href}
              className="group flex items-center gap-2.5 px-4 py-2.5 text-sm hover:bg-sunken focus-visible:outline-offset-[-2px]"
            >
              <Icon aria-hidden className="size-4 shrink-0 text-caution" />
              <span className="flex-1">{t[key](attention[key])}</span>
              <ChevronRight aria-hidden className="size-4 text-ink-faint" />
            </Link>
          </li>
        ))}
      </ul>
    </section>
  )
}
