'use client'

import { Tabs as Radix } from 'radix-ui'
import { parseAsString, useQueryState } from 'nuqs'
import type { ReactNode } from 'react'
import { cn } from './cn'

export interface TabItem {
  id: string
  label: ReactNode
  count?: number
  content: ReactNode
}

interface TabsProps {
  label: string
  items: TabItem[]
  /** Name of the URL parameter that keeps the tab. */
  param?: string
  className?: string
}

/** Tabs whose choice lives in the URL; all contents are rendered by the server, one is shown. */
export function Tabs({ label, items, param = 'tab', className }: TabsProps) {
  const first = items[0]?.id ?? ''
  const [tab, setTab] = useQueryState(param, parseAsString.withDefault(first))
  const current = items.some((item) => item.id === tab) ? tab : first
  return (
    <Radix.Root value={current} onValueChange={(next) => setTab(next === first ? null : next)} className={className}>
      <Radix.List
        aria-label={label}
        className="-mx-4 flex gap-1 overflow-x-auto border-b border-line px-4 sm:mx-0 sm:px-0"
      >
        {items.map((item) => (
          <Radix.Trigger
            key={item.id}
            value={item.id}
            className="-mb-px flex items-center gap-2 border-b-2 border-transparent px-3 py-2.5 text-sm font-medium whitespace-nowrap text-ink-muted first:pl-0.5 hover:text-ink focus-visible:outline-offset-[-2px] data-[state=active]:border-accent data-[state=active]:text-ink"
          >
            {item.label}
            {item.count !== undefined && (
              <span className="rounded-full bg-sunken px-1.5 text-xs text-ink-muted tabular">{item.count}</span>
            )}
          </Radix.Trigger>
        ))}
      </Radix.List>
      {items.map((item) => (
        <Radix.Content key={item.id} value={item.id} className={cn('pt-5 focus-visible:outline-offset-4')}>
          {item.content}
        </Radix.Content>
      ))}
    </Radix.Root>
  )
}
