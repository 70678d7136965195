import { Badge } from '@/components/ui/badge'
import { Section } from '@/components/ui/card'
import { DateTime } from '@/components/ui/date-time'
import { DescriptionList } from '@/components/ui/description-list'
import { formatDate } from '@/components/format/date-time'
import type { Action } from '@/components/forms/outcome'
import { texts } from '@/components/texts/en'
import type { VatIdCheckRow } from '@/lib/tax/read-checks'
import { RunAction } from './run-action'

const TONES = { VALID: 'positive', INVALID: 'critical', UNAVAILABLE: 'caution' } as const

interface VatIdChecksProps {
  customerId: string
  checks: VatIdCheckRow[]
  nextAt: Date | null
  timeZone: string
  /** Left out for those who may not. */
  ask?: Action<{ id: string }>
}

/** What VIES said about a customer's VAT id and when: the evidence for charging no VAT. */
export function VatIdChecks({ customerId, checks, nextAt, timeZone, ask }: VatIdChecksProps) {
  const t = texts.invoicing.vatChecks
  return (
    <Section
      title={t.title}
      description={nextAt ? t.nextOn(formatDate(nextAt, { timeZone })) : undefined}
      actions={
        ask && (
          <RunAction action={ask} input={{ id: customerId }} doneText={t.asked} size="sm">
            {t.again}
          </RunAction>
        )
      }
    >
      {checks.length === 0 ? (
        <p className="text-sm text-ink-muted">{t.none}</p>
      ) : (
        <ul className="flex flex-col divide-y divide-line">
          {checks.map((check) => (
            <li key={check.id} className="py-3 first:pt-0 last:pb-0">
              <p className="flex flex-wrap items-center justify-between gap-2 text-sm">
                <span className="font-mono text-xs">{check.vatId}</span>
                <Badge tone={TONES[check.outcome]}>{t.outcomes[check.outcome]}</Badge>
              </p>
              <DescriptionList
                items={[
                  { term: t.askedBy, value: check.requesterVatId },
                  ...(check.requestIdentifier
                    ? [
                        {
                          term: t.consultation,
                          value: <span className="font-mono text-xs break-all">{check.requestIdentifier}</span>,
                        },
                      ]
                    : []),
                  ...(check.name
                    ? [{ term: t.registered, value: [check.name, check.address].filter(Boolean).join(', ') }]
                    : []),
                  ...(check.error ? [{ term: t.error, value: check.error }] : []),
                ]}
              />
              <p className="text-xs text-ink-faint">
                <DateTime value={check.checkedAt} show="instant" timeZone={timeZone} />
              </p>
            </li>
          ))}
        </ul>
      )}
    </Section>
  )
}
