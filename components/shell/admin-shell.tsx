import type { ReactNode } from 'react'
import type { Action } from '@/components/forms/outcome'
import { texts } from '@/components/texts/en'
import type { CommandGroup } from '@/components/ui/command-palette'
import { SideShell, type NavGroup } from './side-shell'
import type { ShellUser } from './user-menu'

interface AdminShellProps {
  nav: NavGroup[]
  user: ShellUser
  signOut: () => Promise<void>
  signOutEverywhere: Action<void>
  commands?: CommandGroup[]
  /** Server action that finds customers, invoices, payments. */
  lookUp?: (text: string) => Promise<CommandGroup[]>
  notice?: ReactNode
  children: ReactNode
}

/** Staff's house: denser, grouped, wide enough for tables. */
export function AdminShell({ nav, commands = [], ...props }: AdminShellProps) {
  const pages = nav.map((group) => ({
    heading: group.heading ?? texts.shell.mainNavigation,
    items: group.items.map((item) => ({ id: item.href, label: item.label, href: item.href, icon: item.icon })),
  }))
  return (
    <SideShell home="/admin" area={texts.shell.staff} nav={nav} dense commands={[...pages, ...commands]} {...props} />
  )
}
