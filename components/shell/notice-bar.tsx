import type { ReactNode } from 'react'
import { cn } from '@/components/ui/cn'

/** A thin line above a shell: sandbox, view-as. */
export function NoticeBar({ tone = 'brass', children }: { tone?: 'brass' | 'critical'; children: ReactNode }) {
  return (
    <aside
      className={cn(
        'flex items-center justify-center gap-2 border-b px-4 py-1 text-center text-xs font-medium [&_svg]:size-3.5',
        tone === 'brass'
          ? 'border-caution-line bg-caution-soft text-caution'
          : 'border-critical-line bg-critical-soft text-critical',
      )}
    >
      {children}
    </aside>
  )
}
