import Link from 'next/link'
import { texts } from '@/components/texts/en'
import { cn } from '@/components/ui/cn'

interface SubscriptionSwitcherProps {
  /** The page that shows one, without the choice. */
  path: string
  subscriptions: { id: string; label: string }[]
  shownId: string
}

/** Which of several subscriptions a page is about. A choice is a link, so it can be shared and gone back from. */
export function SubscriptionSwitcher({ path, subscriptions, shownId }: SubscriptionSwitcherProps) {
  return (
    <nav aria-label={texts.portal.subscription.which} className="mb-5">
      <ul className="flex flex-wrap gap-1.5">
        {subscriptions.map(({ id, label }) => (
          <li key={id}>
            <Link
              href={`${path}?id=${id}`}
              aria-current={id === shownId ? 'page' : undefined}
              className={cn(
                'inline-flex min-h-9 items-center rounded-lg border px-3 py-1.5 text-sm font-medium transition-colors',
                id === shownId
                  ? 'border-accent bg-surface text-ink ring-1 ring-accent'
                  : 'border-line bg-sunken text-ink-muted hover:text-ink',
              )}
            >
              {label}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  )
}
