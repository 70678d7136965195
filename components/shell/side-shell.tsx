'use client'

import { Menu } from 'lucide-react'
import Link from 'next/link'
import { useState, type CSSProperties, type ReactNode } from 'react'
import type { Action } from '@/components/forms/outcome'
import { texts } from '@/components/texts/en'
import { cn } from '@/components/ui/cn'
import { CommandPalette, type CommandGroup } from '@/components/ui/command-palette'
import { Button } from '@/components/ui/button'
import { LogoMark } from '@/components/ui/logo'
import { Sheet } from '@/components/ui/sheet'
import { ThemeToggle } from '@/components/ui/theme-toggle'
import { NavLink, type NavItem } from './nav-link'
import { SkipLink } from './skip-link'
import { UserMenu, type ShellUser } from './user-menu'

export interface NavGroup {
  heading?: string
  items: NavItem[]
}

export interface SideShellProps {
  /** Where the logo leads. */
  home: string
  /** Beside the logo: what part of the house this is. */
  area: string
  nav: NavGroup[]
  user: ShellUser
  userLinks?: { href: string; label: string; icon?: ReactNode }[]
  signOut: () => Promise<void>
  signOutEverywhere: Action<void>
  chooseCustomer?: Action<{ customerId: string }>
  commands: CommandGroup[]
  lookUp?: (text: string) => Promise<CommandGroup[]>
  /** Above everything: sandbox or view-as notice. */
  notice?: ReactNode
  /** Staff's density: narrower lines, wider content. */
  dense?: boolean
  /** Under the content on phones. */
  bottomBar?: ReactNode
  children: ReactNode
}

/** Side navigation on wide screens, a bar with a drawer on narrow ones. */
export function SideShell(props: SideShellProps) {
  const { home, area, nav, dense, notice, bottomBar, children } = props
  const [drawer, setDrawer] = useState(false)
  const brand = (
    <Link href={home} className="flex min-w-0 items-center gap-2.5 rounded-md">
      <LogoMark />
      <span className="min-w-0 truncate text-base font-semibold tracking-[-0.02em]">
        {texts.app.brand} <span className="font-normal text-ink-muted">{area}</span>
      </span>
    </Link>
  )
  const navigation = (
    <nav aria-label={texts.shell.mainNavigation} className="flex flex-col gap-4">
      {nav.map((group, index) => (
        <div key={group.heading ?? index}>
          {group.heading && <p className="px-2.5 pb-1 text-xs font-medium text-ink-faint">{group.heading}</p>}
          <ul className="flex flex-col gap-0.5">
            {group.items.map((item) => (
              <li key={item.href}>
                <NavLink item={item} dense={dense} onNavigate={() => setDrawer(false)} />
              </li>
            ))}
          </ul>
        </div>
      ))}
    </nav>
  )
  const userMenu = (
    <UserMenu
      user={props.user}
      links={props.userLinks}
      signOut={props.signOut}
      signOutEverywhere={props.signOutEverywhere}
      chooseCustomer={props.chooseCustomer}
    />
  )

  return (
    <div style={notice ? ({ '--notice-height': '1.75rem' } as CSSProperties) : undefined}>
      <SkipLink />
      {notice}
      <div
        className={cn('lg:grid', dense ? 'lg:grid-cols-[13.5rem_minmax(0,1fr)]' : 'lg:grid-cols-[15rem_minmax(0,1fr)]')}
      >
        <aside
          aria-label={texts.shell.sidebar}
          className="sticky top-0 hidden h-[calc(100dvh-var(--notice-height,0px))] flex-col gap-5 border-r border-line px-3 pt-5 pb-3 lg:flex"
        >
          <div className="px-2">{brand}</div>
          <CommandPalette groups={props.commands} lookUp={props.lookUp} className="w-full" />
          <div className="-mx-1 min-h-0 flex-1 overflow-y-auto px-1">{navigation}</div>
          <div className="flex items-center gap-1 border-t border-line pt-3">
            <div className="min-w-0 flex-1">{userMenu}</div>
            <ThemeToggle />
          </div>
        </aside>

        <header className="sticky top-0 z-30 flex h-14 items-center justify-between gap-3 border-b border-line bg-canvas/95 px-4 backdrop-blur lg:hidden">
          {brand}
          <div className="flex items-center gap-1">
            <ThemeToggle />
            <Sheet
              title={texts.shell.menu}
              open={drawer}
              onOpenChange={setDrawer}
              trigger={
                <Button variant="ghost" size="icon" aria-label={texts.shell.menu}>
                  <Menu aria-hidden />
                </Button>
              }
            >
              <div className="flex flex-col gap-5">
                {navigation}
                <div className="border-t border-line pt-3">{userMenu}</div>
              </div>
            </Sheet>
          </div>
        </header>

        <div className={cn('min-w-0', bottomBar && 'pb-20 lg:pb-0')}>
          <main
            id="content"
            tabIndex={-1}
            className={cn(
              'mx-auto w-full px-4 pt-6 pb-16 focus:outline-none sm:px-6 lg:px-10 lg:pt-9',
              dense ? 'max-w-[88rem]' : 'max-w-[68rem]',
            )}
          >
            {children}
          </main>
        </div>
      </div>
      {bottomBar}
    </div>
  )
}
