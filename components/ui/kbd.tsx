import type { ReactNode } from 'react'

export function Kbd({ children }: { children: ReactNode }) {
  return (
    <kbd className="rounded-sm border border-line bg-sunken px-1.5 py-px font-sans text-2xs font-medium text-ink-faint">
      {children}
    </kbd>
  )
}
