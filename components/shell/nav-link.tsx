'use client'

import Link from 'next/link'
import { usePathname } from 'next/navigation'
import type { ReactNode } from 'react'
import { cn } from '@/components/ui/cn'

export interface NavItem {
  href: string
  label: string
  icon?: ReactNode
  /** A number that wants attention. */
  count?: number
  /** Only the exact path marks it as current (an area's start page). */
  exact?: boolean
}

export function isCurrent(pathname: string, item: NavItem): boolean {
  return pathname === item.href || (!item.exact && pathname.startsWith(`${item.href}/`))
}

interface NavLinkProps {
  item: NavItem
  dense?: boolean
  onNavigate?: () => void
}

/** One line of a side navigation. */
export function NavLink({ item, dense, onNavigate }: NavLinkProps) {
  const current = isCurrent(usePathname(), item)
  return (
    <Link
      href={item.href}
      onClick={onNavigate}
      aria-current={current ? 'page' : undefined}
      className={cn(
        'group flex items-center gap-2.5 rounded-md px-2.5 text-sm transition-colors [&_svg]:size-4 [&_svg]:shrink-0',
        dense ? 'py-1' : 'py-1.75',
        current
          ? 'bg-accent-soft font-medium text-accent-text'
          : 'text-ink-muted hover:bg-sunken hover:text-ink [&_svg]:text-ink-faint',
      )}
    >
      {item.icon}
      <span className="flex-1 truncate">{item.label}</span>
      {item.count !== undefined && item.count > 0 && (
        <span className="rounded-full bg-caution-soft px-1.5 text-2xs font-semibold text-caution tabular">
          {item.count}
        </span>
      )}
    </Link>
  )
}
