'use client'

import { Search } from 'lucide-react'
import Link from 'next/link'
import { usePathname } from 'next/navigation'
import { useEffect, useId, useRef, useState, type MouseEvent } from 'react'
import { texts } from '@/components/texts/en'
import { cn } from '@/components/ui/cn'
import { Input } from '@/components/ui/input'
import { MethodBadge } from './method-badge'

export interface ContentsSection {
  /** The page it is on. */
  href: string
  name: string
  entries: { id: string; method?: string; title: string; /** What the search looks at. */ words: string }[]
}

/** The pages of the reference with what is on the present one; while one types, what matches on all. `/` leads here. */
export function Contents({ sections }: { sections: ContentsSection[] }) {
  const t = texts.api.reference
  const path = usePathname()
  const [query, setQuery] = useState('')
  const input = useRef<HTMLInputElement>(null)
  const status = useId()
  useEffect(() => {
    const focusSearch = (event: KeyboardEvent) => {
      const target = event.target as HTMLElement
      if (event.key !== '/' || target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName)) return
      event.preventDefault()
      input.current?.focus()
    }
    window.addEventListener('keydown', focusSearch)
    return () => window.removeEventListener('keydown', focusSearch)
  }, [])
  const words = query.toLowerCase().split(/\s+/).filter(Boolean)
  const isSearching = words.length > 0
  const shown = sections
    .map(({ entries, ...section }) => ({
      ...section,
      entries: isSearching
        ? entries.filter((entry) => words.every((word) => entry.words.includes(word)))
        : section.href === path
          ? entries
          : [],
    }))
    .filter(({ entries }) => !isSearching || entries.length > 0)
  return (
    <nav aria-label={t.contents} className="flex flex-col gap-4">
      <Input
        ref={input}
        type="search"
        aria-label={t.search}
        aria-describedby={status}
        placeholder={t.search}
        leading={<Search aria-hidden />}
        value={query}
        onChange={(event) => setQuery(event.target.value)}
      />
      <p id={status} role="status" className={shown.length === 0 ? 'text-sm text-ink-muted' : 'sr-only'}>
        {shown.length === 0 ? t.nothing : ''}
      </p>
      <ul className="flex flex-col gap-1">
        {shown.map(({ href, name, entries }) => (
          <li key={href}>
            <Link
              href={href}
              aria-current={href === path ? 'page' : undefined}
              className={cn(
                '-mx-2 block rounded-md px-2 py-1 text-sm font-medium hover:bg-sunken hover:text-ink',
                href === path ? 'bg-sunken text-ink' : 'text-ink-muted',
              )}
            >
              {name}
            </Link>
            {entries.length > 0 && (
              <ul className="mt-1 mb-3 flex flex-col border-l border-line pl-3">
                {entries.map((entry) => (
                  <li key={entry.id}>
                    <a
                      href={`${href}#${entry.id}`}
                      className="-ml-1 flex items-center gap-2 rounded-md px-2 py-1 text-sm text-ink-muted hover:bg-sunken hover:text-ink"
                    >
                      {entry.method && <MethodBadge method={entry.method} small />}
                      <span className="min-w-0 truncate">{entry.title}</span>
                    </a>
                  </li>
                ))}
              </ul>
            )}
          </li>
        ))}
      </ul>
    </nav>
  )
}

/** The same, folded; it folds again when one goes somewhere. */
export function FoldedContents({ sections }: { sections: ContentsSection[] }) {
  const details = useRef<HTMLDetailsElement>(null)
  const fold = (event: MouseEvent<HTMLElement>) => {
    if (details.current && (event.target as HTMLElement).closest('a')) details.current.open = false
  }
  return (
    <details ref={details} className="mb-8 rounded-lg border border-line bg-surface px-4 py-3 lg:hidden">
      <summary className="cursor-pointer rounded-sm text-sm font-medium">{texts.api.reference.contents}</summary>
      <div className="pt-4" onClick={fold}>
        <Contents sections={sections} />
      </div>
    </details>
  )
}
