'use client'

import Link from 'next/link'
import { usePathname } from 'next/navigation'
import { texts } from '@/components/texts/en'
import { cn } from '@/components/ui/cn'
import { isCurrent, type NavItem } from './nav-link'

/** The three to five most used places, under the thumb on phones. */
export function BottomBar({ items }: { items: NavItem[] }) {
  const pathname = usePathname()
  return (
    <nav
      aria-label={texts.shell.mainNavigation}
      className="fixed inset-x-0 bottom-0 z-30 border-t border-line bg-surface pb-[env(safe-area-inset-bottom)] lg:hidden"
    >
      <ul className="grid auto-cols-fr grid-flow-col">
        {items.map((item) => {
          const current = isCurrent(pathname, item)
          return (
            <li key={item.href}>
              <Link
                href={item.href}
                aria-current={current ? 'page' : undefined}
                className={cn(
                  'flex h-14 flex-col items-center justify-center gap-1 text-2xs leading-none [&_svg]:size-5',
                  current ? 'font-semibold text-accent-text' : 'text-ink-muted',
                )}
              >
                {item.icon}
                {item.label}
              </Link>
            </li>
          )
        })}
      </ul>
    </nav>
  )
}
