'use client'

import { Search } from 'lucide-react'
import { useEffect, useId, useRef, useState } from 'react'
import { texts } from '@/components/texts/en'
import { Input } from '@/components/ui/input'
import { MethodBadge } from './method-badge'

export interface ContentsSection {
  id: string
  name: string
  entries: { id: string; method?: string; title: string; /** What the search looks at. */ words: string }[]
}

/** The table of contents, narrowed while one types; `/` leads here. */
export function Contents({ sections }: { sections: ContentsSection[] }) {
  const t = texts.api.reference
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
  const shown = sections
    .map((section) => ({
      ...section,
      entries: section.entries.filter((entry) => words.every((word) => entry.words.includes(word))),
    }))
    .filter(({ entries }) => entries.length > 0)
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
      {shown.map(({ id, name, entries }) => (
        <div key={id}>
          <a href={`#${id}`} className="rounded-sm text-xs font-semibold tracking-wide text-ink-muted hover:text-ink">
            {name}
          </a>
          <ul className="mt-1.5 flex flex-col">
            {entries.map((entry) => (
              <li key={entry.id}>
                <a
                  href={`#${entry.id}`}
                  className="-mx-2 flex items-center gap-2 rounded-md px-2 py-1 text-sm text-ink-muted hover:bg-sunken hover:text-ink"
                >
                  {entry.method && <MethodBadge method={entry.method} small />}
                  <span className="min-w-0 truncate">{entry.title}</span>
                </a>
              </li>
            ))}
          </ul>
        </div>
      ))}
    </nav>
  )
}
