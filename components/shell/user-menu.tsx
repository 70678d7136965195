'use client'

import { Building2, Check, ChevronsUpDown, LogOut, MonitorX } from 'lucide-react'
import Link from 'next/link'
import type { ReactNode } from 'react'
import type { Action } from '@/components/forms/outcome'
import { texts } from '@/components/texts/en'
import { Avatar } from '@/components/ui/avatar'
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuLabel,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from '@/components/ui/dropdown-menu'

export interface ShellUser {
  name: string
  email: string
  /** What stands under the name: the customer's name, or the staff role. */
  context?: string
  /** The customers of someone who belongs to several, the shown one among them. */
  customers?: { id: string; name: string; isShown: boolean }[]
}

interface UserMenuProps {
  user: ShellUser
  links?: { href: string; label: string; icon?: ReactNode }[]
  /** Server action that ends the session and goes to sign-in. */
  signOut: () => Promise<void>
  /** Ends the sessions on all devices. */
  signOutEverywhere: Action<void>
  /** Shows the portal of another of one's customers. */
  chooseCustomer?: Action<{ customerId: string }>
}

export function UserMenu({ user, links = [], signOut, signOutEverywhere, chooseCustomer }: UserMenuProps) {
  return (
    <DropdownMenu>
      <DropdownMenuTrigger
        aria-label={`${texts.shell.account}: ${user.name}`}
        className="flex w-full min-w-0 items-center gap-2.5 rounded-md p-1.5 text-left transition-colors hover:bg-sunken"
      >
        <Avatar name={user.name} />
        <span className="min-w-0 flex-1">
          <span className="block truncate text-sm leading-4.5 font-medium text-ink">{user.name}</span>
          <span className="block truncate text-xs text-ink-faint">{user.context ?? user.email}</span>
        </span>
        <ChevronsUpDown aria-hidden className="size-4 shrink-0 text-ink-faint" />
      </DropdownMenuTrigger>
      <DropdownMenuContent align="end" className="w-60">
        <DropdownMenuLabel className="truncate">{user.email}</DropdownMenuLabel>
        {chooseCustomer &&
          user.customers?.map(({ id, name, isShown }) => (
            <DropdownMenuItem key={id} disabled={isShown} onSelect={() => void chooseCustomer({ customerId: id })}>
              {isShown ? <Check aria-label={texts.shell.shownCustomer} /> : <Building2 aria-hidden />}
              <span className="truncate">{name}</span>
            </DropdownMenuItem>
          ))}
        {links.map((link) => (
          <DropdownMenuItem key={link.href} asChild>
            <Link href={link.href}>
              {link.icon}
              {link.label}
            </Link>
          </DropdownMenuItem>
        ))}
        <DropdownMenuSeparator />
        <DropdownMenuItem onSelect={() => void signOut()}>
          <LogOut aria-hidden />
          {texts.shell.signOut}
        </DropdownMenuItem>
        <DropdownMenuItem onSelect={() => void signOutEverywhere()}>
          <MonitorX aria-hidden />
          {texts.shell.signOutEverywhere}
        </DropdownMenuItem>
      </DropdownMenuContent>
    </DropdownMenu>
  )
}
