import { texts } from '@/components/texts/en'
import { Section } from '@/components/ui/card'
import { CopyButton } from '@/components/ui/copy-button'

/** Numbers to pay with, and what each does. */
export function TestCards() {
  const t = texts.admin.sandbox
  return (
    <Section id="cards" title={t.cards} description={t.cardsDescription} flush>
      <dl className="divide-y divide-line text-sm">
        {t.testCards.map(([number, does]) => (
          <div key={number} className="flex flex-wrap items-center gap-x-4 px-4 py-1.5 sm:px-5">
            <dt className="flex w-64 items-center gap-1 font-mono text-xs whitespace-nowrap">
              {number}
              <CopyButton value={number.replaceAll(' ', '')} label={t.cardNumber} />
            </dt>
            <dd className="flex-1 text-ink-muted">{does}</dd>
          </div>
        ))}
      </dl>
    </Section>
  )
}
