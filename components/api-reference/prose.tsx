import { Fragment } from 'react'
import { cn } from '@/components/ui/cn'

/** Plain text in which `words` between backticks are code; an empty line begins a paragraph. */
export function Prose({ text, className }: { text: string; className?: string }) {
  return (
    <div className={cn('flex flex-col gap-2 text-sm text-ink-muted', className)}>
      {text.split(/\n{2,}/).map((paragraph) => (
        <p key={paragraph}>
          {paragraph.split('`').map((part, index) =>
            index % 2 === 1 ? (
              <code
                key={index}
                className="rounded-sm bg-sunken px-1 py-px font-mono text-[0.92em] break-words text-ink"
              >
                {part}
              </code>
            ) : (
              <Fragment key={index}>{part}</Fragment>
            ),
          )}
        </p>
      ))}
    </div>
  )
}
