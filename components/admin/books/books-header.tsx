import type { ReactNode } from 'react'
import Link from 'next/link'
import { texts } from '@/components/texts/en'
import { cn } from '@/components/ui/cn'
import { PageHeader } from '@/components/ui/page-header'

const VIEWS = {
  balance: '/admin/reports',
  entries: '/admin/reports/entries',
  deferred: '/admin/reports/deferred',
  vat: '/admin/reports/vat',
} as const

interface BooksHeaderProps {
  view: keyof typeof VIEWS
  /** Period and currency, so that another view shows the same. */
  query: Record<string, string>
  actions?: ReactNode
}

/** The heading of a page of the books, and the way to the others. */
export function BooksHeader({ view, query, actions }: BooksHeaderProps) {
  const t = texts.books
  const parameters = new URLSearchParams(query).toString()
  return (
    <>
      <PageHeader title={t[view].title} description={t[view].description} actions={actions} />
      <nav aria-label={t.viewsLabel} className="-mx-4 mb-6 overflow-x-auto border-b border-line px-4 sm:mx-0 sm:px-0">
        <ul className="flex gap-1">
          {Object.entries(VIEWS).map(([id, path]) => (
            <li key={id}>
              <Link
                href={`${path}?${parameters}`}
                aria-current={id === view ? 'page' : undefined}
                className={cn(
                  '-mb-px block border-b-2 border-transparent px-3 py-2.5 text-sm font-medium whitespace-nowrap text-ink-muted hover:text-ink focus-visible:outline-offset-[-2px]',
                  id === view && 'border-accent text-ink',
                )}
              >
                {t.views[id as keyof typeof VIEWS]}
              </Link>
            </li>
          ))}
        </ul>
      </nav>
    </>
  )
}
