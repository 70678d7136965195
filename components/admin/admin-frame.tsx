'use client'

import type { ComponentProps } from 'react'
import type { Action } from '@/components/forms/outcome'
import { AdminShell } from '@/components/shell/admin-shell'
import type { CommandGroup } from '@/components/ui/command-palette'

interface AdminFrameProps extends Omit<ComponentProps<typeof AdminShell>, 'lookUp'> {
  find: Action<string, CommandGroup[]>
}

/** The shell with its search wired to the server action that finds customers, invoices and subscriptions. */
export function AdminFrame({ find, ...props }: AdminFrameProps) {
  return <AdminShell {...props} lookUp={async (text) => (await find(text))?.data ?? []} />
}
