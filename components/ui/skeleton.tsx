import { texts } from '@/components/texts/en'
import { cn } from './cn'

/** A grey shape where content will be. Give it the content's size. */
export function Skeleton({ className }: { className?: string }) {
  return <div aria-hidden className={cn('bg-line/70 animate-pulse rounded-md', className)} />
}

/** Wraps the skeletons of a page and says once that it loads. */
export function Loading({ children }: { children: React.ReactNode }) {
  return (
    <div role="status" aria-live="polite">
      <span className="sr-only">{texts.common.loading}</span>
      {children}
    </div>
  )
}

export function SkeletonTable({ rows = 8, columns = 5 }: { rows?: number; columns?: number }) {
  return (
    <div className="border-line bg-surface overflow-hidden rounded-lg border">
      <div className="border-line bg-sunken/50 h-9 border-b" />
      {Array.from({ length: rows }, (_, row) => (
        <div key={row} className="border-line flex items-center gap-6 border-b px-5 py-3.5 last:border-0">
          {Array.from({ length: columns }, (_, column) => (
            <Skeleton
              key={column}
              className={cn('h-3.5', column === 0 ? 'w-2/5' : 'w-1/6', column > 1 && 'max-sm:hidden')}
            />
          ))}
        </div>
      ))}
    </div>
  )
}
