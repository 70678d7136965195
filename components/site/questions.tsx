import { Plus } from 'lucide-react'
import { texts } from '@/components/texts/en'

export function Questions() {
  return (
    <div className="divide-y divide-line border-y border-line">
      {texts.site.questions.items.map(({ question, answer }) => (
        <details key={question} className="group">
          <summary className="flex cursor-pointer list-none items-center justify-between gap-6 py-4 font-medium [&::-webkit-details-marker]:hidden">
            {question}
            <Plus aria-hidden className="size-4.5 shrink-0 text-ink-faint transition-transform group-open:rotate-45" />
          </summary>
          <p className="max-w-2xl pb-5 text-ink-muted">{answer}</p>
        </details>
      ))}
    </div>
  )
}
