import { Check } from 'lucide-react'
import { texts } from '@/components/texts/en'
import { cn } from './cn'

interface StepperProps {
  label: string
  steps: string[]
  /** Index of the step one is at. */
  current: number
  className?: string
}

export function Stepper({ label, steps, current, className }: StepperProps) {
  return (
    <nav aria-label={label} className={className}>
      <ol className="flex items-center gap-2 text-sm">
        {steps.map((step, index) => {
          const done = index < current
          const here = index === current
          return (
            <li key={step} aria-current={here ? 'step' : undefined} className="flex items-center gap-2">
              {index > 0 && (
                <span aria-hidden className={cn('h-px w-5 sm:w-8', done || here ? 'bg-accent' : 'bg-line')} />
              )}
              <span
                aria-hidden
                className={cn(
                  'grid size-5.5 place-items-center rounded-full border text-xs font-semibold tabular',
                  done && 'border-accent bg-accent text-accent-ink',
                  here && 'border-accent text-accent-text',
                  !done && !here && 'border-line-strong text-ink-faint',
                )}
              >
                {done ? <Check className="size-3" strokeWidth={3} /> : index + 1}
              </span>
              <span className={cn(here ? 'font-medium text-ink' : 'text-ink-faint max-sm:sr-only')}>
                {step}
                {done && <span className="sr-only"> ({texts.common.done})</span>}
              </span>
            </li>
          )
        })}
      </ol>
    </nav>
  )
}
