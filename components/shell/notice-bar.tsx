import type { ReactNode } from 'react'
import { texts } from '@/components/texts/en'
import { cn } from '@/components/ui/cn'

/** A thin line above a shell: sandbox, view-as. */
export function NoticeBar({ tone = 'brass', children }: { tone?: 'brass' | 'critical'; children: ReactNode }) {
  return (
    <aside
      aria-label={texts.shell.notice}
      className={cn(
        'flex h-(--notice-height) items-center justify-center gap-2 border-b px-4 text-center text-xs font-medium [&_svg]:size-3.5',
        tone === 'brass'
          ? 'border-caution-line bg-caution-soft text-caution'
          : 'border-critical-line bg-critical-soft text-critical',
      )}
    >
      {children}
    </aside>
  )
}
