import type { ReactNode } from 'react'

export function Kbd({ children }: { children: ReactNode }) {
  return (
    <kbd className="border-line bg-sunken text-2xs text-ink-faint rounded-sm border px-1.5 py-px font-sans font-medium">
      {children}
    </kbd>
  )
}
