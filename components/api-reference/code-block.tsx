import { CopyButton } from '@/components/ui/copy-button'
import { cn } from '@/components/ui/cn'

/** Code to read and copy; it scrolls within itself, and takes the focus for that. */
export function CodeBlock({ title, code, className }: { title: string; code: string; className?: string }) {
  return (
    <figure className={cn('min-w-0 overflow-clip rounded-lg border border-line bg-sunken', className)}>
      <figcaption className="flex items-center justify-between border-b border-line px-3 py-1.5 text-xs font-medium text-ink-muted">
        {title}
        <CopyButton value={code} label={title} />
      </figcaption>
      <pre
        tabIndex={0}
        aria-label={title}
        className="max-h-96 overflow-auto px-3 py-2.5 font-mono text-xs leading-relaxed text-ink"
      >
        <code>{code}</code>
      </pre>
    </figure>
  )
}
