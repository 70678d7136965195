'use client'

import { Monitor, Moon, Sun } from 'lucide-react'
import { useTheme } from 'next-themes'
import { texts } from '@/components/texts/en'
import { Button } from './button'
import { DropdownMenu, DropdownMenuCheckboxItem, DropdownMenuContent, DropdownMenuTrigger } from './dropdown-menu'

/** Light, dark, or as the device has it. */
export function ThemeToggle({ className }: { className?: string }) {
  const { theme, setTheme } = useTheme()
  return (
    <DropdownMenu>
      <DropdownMenuTrigger asChild>
        <Button variant="ghost" size="icon" aria-label={texts.shell.theme} className={className}>
          <Sun aria-hidden className="dark:hidden" />
          <Moon aria-hidden className="hidden dark:block" />
        </Button>
      </DropdownMenuTrigger>
      <DropdownMenuContent className="min-w-40">
        {(['light', 'dark', 'system'] as const).map((value) => (
          <DropdownMenuCheckboxItem key={value} checked={theme === value} onCheckedChange={() => setTheme(value)}>
            {value === 'light' ? (
              <Sun aria-hidden />
            ) : value === 'dark' ? (
              <Moon aria-hidden />
            ) : (
              <Monitor aria-hidden />
            )}
            {texts.shell.themes[value]}
          </DropdownMenuCheckboxItem>
        ))}
      </DropdownMenuContent>
    </DropdownMenu>
  )
}
