import { CircleAlert, CircleCheck } from 'lucide-react'
import { texts } from '@/components/texts/en'
import { Badge } from '@/components/ui/badge'
import { Section } from '@/components/ui/card'
import { checkInvariants } from '@/lib/invariants/check-invariants'

/** The audit of `npm run audit`, run now: each rule, and the first rows that break it. */
export async function InvariantList({ now }: { now: Date }) {
  const results = await checkInvariants({ now })
  const t = texts.admin.health
  return (
    <Section title={t.invariants} description={t.invariantsDescription}>
      <ul className="divide-y divide-line">
        {results.map(({ code, rule, breaches }) => (
          <li key={code} className="flex items-start justify-between gap-4 py-2.5 text-sm">
            <div className="min-w-0">
              <p>{rule}</p>
              {breaches.map(({ subject, detail }) => (
                <p key={`${subject} ${detail}`} className="mt-1 break-words text-ink-muted">
                  {subject}: {detail}
                </p>
              ))}
            </div>
            <Badge
              tone={breaches.length === 0 ? 'positive' : 'critical'}
              icon={breaches.length === 0 ? <CircleCheck aria-hidden /> : <CircleAlert aria-hidden />}
            >
              {breaches.length === 0 ? t.holds : t.isBroken}
            </Badge>
          </li>
        ))}
      </ul>
    </Section>
  )
}
