'use client'

import { Command } from 'cmdk'
import { Search } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { Dialog as Radix } from 'radix-ui'
import { useEffect, useRef, useState, useTransition, type ReactNode } from 'react'
import { texts } from '@/components/texts/en'
import { cn } from './cn'
import { Kbd } from './kbd'
import { Spinner } from './spinner'

export interface CommandItem {
  id: string
  label: string
  hint?: string
  href: string
  icon?: ReactNode
  /** Other words it is found by. */
  keywords?: string[]
}

export interface CommandGroup {
  heading: string
  items: CommandItem[]
}

interface CommandPaletteProps {
  /** Always there: pages and actions. */
  groups: CommandGroup[]
  /** Looks things up (a server action): customers, invoices. Called a moment after typing, from two letters on. */
  lookUp?: (text: string) => Promise<CommandGroup[]>
  className?: string
}

const isTyping = (target: EventTarget | null) =>
  target instanceof HTMLElement && (target.isContentEditable || /^(input|textarea|select)$/i.test(target.tagName))

/** The items whose label, hint or keywords hold every word that was typed. */
function matching(groups: CommandGroup[], text: string): CommandGroup[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean)
  return groups
    .map((group) => ({
      ...group,
      items: group.items.filter(({ label, hint = '', keywords = [] }) => {
        const said = [label, hint, ...keywords].join(' ').toLowerCase()
        return words.every((word) => said.includes(word))
      }),
    }))
    .filter((group) => group.items.length > 0)
}

/** ⌘K or Ctrl K opens it anywhere; `/` focuses the page's search field, or opens it where there is none. */
export function CommandPalette({ groups, lookUp, className }: CommandPaletteProps) {
  const router = useRouter()
  const [open, setOpen] = useState(false)
  const [text, setText] = useState('')
  const [found, setFound] = useState<CommandGroup[]>([])
  const [searching, startTransition] = useTransition()
  const latest = useRef('')
  const shown = [...found, ...matching(groups, text)]
  const [chosen, setActive] = useState('')
  const all = shown.flatMap((group) => group.items)
  const active = all.some(({ id }) => id === chosen) ? chosen : (all[0]?.id ?? '')

  useEffect(() => {
    function onKey(event: KeyboardEvent) {
      if (event.key.toLowerCase() === 'k' && (event.metaKey || event.ctrlKey)) {
        event.preventDefault()
        setOpen((value) => !value)
      } else if (event.key === '/' && !isTyping(event.target) && !event.metaKey && !event.ctrlKey && !event.altKey) {
        event.preventDefault()
        const field = document.querySelector<HTMLInputElement>('[data-search-input]')
        if (field) field.focus()
        else setOpen(true)
      }
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  }, [])

  function type(next: string) {
    setText(next)
    latest.current = next
    if (!lookUp || next.trim().length < 2) return setFound([])
    setTimeout(() => {
      if (latest.current !== next) return
      startTransition(async () => {
        const result = await lookUp(next.trim())
        if (latest.current === next) setFound(result)
      })
    }, 180)
  }

  function go(item: CommandItem) {
    setOpen(false)
    setText('')
    setFound([])
    router.push(item.href)
  }

  return (
    <Radix.Root open={open} onOpenChange={setOpen}>
      <Radix.Trigger
        className={cn(
          'flex h-9 items-center gap-2 rounded-md border border-line bg-surface px-2.5 text-sm text-ink-faint transition-colors hover:border-line-strong',
          className,
        )}
      >
        <Search aria-hidden className="size-4" />
        <span className="flex-1 text-left">{texts.command.open}</span>
        <Kbd>⌘K</Kbd>
      </Radix.Trigger>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-40 animate-fade-in bg-scrim" />
        <Radix.Content
          aria-describedby={undefined}
          className="fixed inset-x-3 top-[10vh] z-50 mx-auto max-w-xl animate-rise-in overflow-hidden rounded-xl border border-line bg-raised shadow-raised focus:outline-none"
        >
          <Radix.Title className="sr-only">{texts.command.title}</Radix.Title>
          {/* Filtered here and not by cmdk, which would name an option as active that its filter has just removed. */}
          <Command label={texts.command.title} loop shouldFilter={false} value={active} onValueChange={setActive}>
            <div className="flex items-center gap-3 border-b border-line px-4">
              {searching ? (
                <Spinner className="text-ink-faint" />
              ) : (
                <Search aria-hidden className="size-4 text-ink-faint" />
              )}
              <Command.Input
                value={text}
                onValueChange={type}
                placeholder={texts.command.placeholder}
                className="h-12 flex-1 bg-transparent text-base text-ink outline-none placeholder:text-ink-faint"
              />
              <Kbd>esc</Kbd>
            </div>
            <Command.List className="max-h-[min(22rem,60vh)] overflow-y-auto p-1.5">
              <Command.Empty className="px-4 py-8 text-center text-sm text-ink-faint">
                {searching ? texts.common.loading : texts.command.empty}
              </Command.Empty>
              {shown.map((group) => (
                <Command.Group
                  key={group.heading}
                  heading={group.heading}
                  className="[&_[cmdk-group-heading]]:px-2.5 [&_[cmdk-group-heading]]:pt-2 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:text-xs [&_[cmdk-group-heading]]:text-ink-faint"
                >
                  {group.items.map((item) => (
                    <Command.Item
                      key={item.id}
                      value={item.id}
                      onSelect={() => go(item)}
                      className="flex items-center gap-3 rounded-md px-2.5 py-2 text-sm text-ink data-[selected=true]:bg-sunken [&_svg]:size-4 [&_svg]:text-ink-faint"
                    >
                      {item.icon}
                      <span className="flex-1 truncate">{item.label}</span>
                      {item.hint && <span className="truncate text-xs text-ink-faint">{item.hint}</span>}
                    </Command.Item>
                  ))}
                </Command.Group>
              ))}
            </Command.List>
          </Command>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  )
}
