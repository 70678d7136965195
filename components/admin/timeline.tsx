import {
  CircleCheck,
  CircleDot,
  CircleX,
  FileMinus2,
  FileText,
  Layers,
  Mail,
  UserRound,
  type LucideIcon,
} from 'lucide-react'
import Link from 'next/link'
import { texts } from '@/components/texts/en'
import { DateTime } from '@/components/ui/date-time'
import { Money } from '@/components/ui/money'
import { cn } from '@/components/ui/cn'

export interface TimelineItem {
  id: string
  at: Date
  kind: 'invoice' | 'paid' | 'failed' | 'credit_note' | 'email' | 'subscription' | 'customer' | 'other'
  title: string
  detail?: string
  href?: string
  amount?: { amount: bigint; currency: string }
}

const icons: Record<TimelineItem['kind'], LucideIcon> = {
  invoice: FileText,
  paid: CircleCheck,
  failed: CircleX,
  credit_note: FileMinus2,
  email: Mail,
  subscription: Layers,
  customer: UserRound,
  other: CircleDot,
}

/** Everything that happened, newest first. */
export function Timeline({ items, timeZone }: { items: TimelineItem[]; timeZone: string }) {
  if (items.length === 0) return <p className="py-4 text-sm text-ink-muted">{texts.admin.customer.noEntries}</p>
  return (
    <ol className="flex flex-col">
      {items.map((item, index) => {
        const Icon = icons[item.kind]
        return (
          <li key={item.id} className="relative flex gap-3 pb-4 text-sm last:pb-0">
            {index < items.length - 1 && (
              <span aria-hidden className="absolute top-7 bottom-0 left-3.25 w-px bg-line" />
            )}
            <span
              className={cn(
                'grid size-7 shrink-0 place-items-center rounded-full border border-line bg-surface text-ink-muted',
                item.kind === 'paid' && 'text-positive',
                item.kind === 'failed' && 'text-critical',
              )}
            >
              <Icon aria-hidden className="size-3.5" />
            </span>
            <span className="flex min-w-0 flex-1 flex-wrap items-baseline justify-between gap-x-4 pt-1">
              <span className="min-w-0">
                {item.href ? (
                  <Link
                    href={item.href}
                    className="font-medium underline decoration-line-strong/50 underline-offset-4 hover:decoration-current"
                  >
                    {item.title}
                  </Link>
                ) : (
                  <span className="font-medium">{item.title}</span>
                )}
                {item.detail && <span className="block text-ink-muted">{item.detail}</span>}
              </span>
              <span className="flex items-baseline gap-4 text-xs text-ink-faint">
                {item.amount && <Money {...item.amount} className="text-sm text-ink" />}
                <DateTime value={item.at} show="instant" timeZone={timeZone} />
              </span>
            </span>
          </li>
        )
      })}
    </ol>
  )
}
