import { texts } from '@/components/texts/en'
import { Section } from '@/components/ui/card'
import { CopyButton } from '@/components/ui/copy-button'
import { DescriptionList } from '@/components/ui/description-list'
import { answerText } from './delivery-badge'
import type { AttemptItem } from './outbound-items'

const t = texts.outbound

interface DeliveryViewProps {
  /** The letters that were signed and sent. */
  body: string
  eventId: string
  sequence: string | null
  subjectId: string
  endpointUrl: string
  happenedOn: string
  nextAttemptOn: string | null
  attempts: AttemptItem[]
}

/** One event on its way to one endpoint: what was asked, what was answered, each time. */
export function DeliveryView(props: DeliveryViewProps) {
  const { body, eventId, sequence, subjectId, endpointUrl, happenedOn, nextAttemptOn, attempts } = props
  const readable = JSON.stringify(JSON.parse(body), null, 2)
  return (
    <div className="grid items-start gap-5 xl:grid-cols-3">
      <div className="flex min-w-0 flex-col gap-5 xl:col-span-2">
        <Section title={t.log} flush>
          {attempts.length === 0 ? (
            <p className="px-4 py-4 text-sm text-ink-muted sm:px-5">{t.emptyLog}</p>
          ) : (
            <ol className="divide-y divide-line">
              {attempts.map((attempt) => (
                <Attempt key={attempt.number} attempt={attempt} />
              ))}
            </ol>
          )}
        </Section>
        <Section title={t.body} actions={<CopyButton value={body} label={t.body} />} flush>
          <pre
            tabIndex={0}
            role="region"
            aria-label={t.body}
            className="max-h-[36rem] overflow-auto px-4 py-3 font-mono text-xs leading-5 text-ink sm:px-5"
          >
            {readable}
          </pre>
        </Section>
      </div>
      <Section title={t.request}>
        <DescriptionList
          items={[
            {
              term: t.eventId,
              value: (
                <span className="inline-flex items-center gap-1 font-mono text-xs break-all">
                  {eventId} <CopyButton value={eventId} label={t.eventId} />
                </span>
              ),
            },
            { term: t.sequence, value: sequence ?? t.noSequence },
            { term: t.about, value: <span className="font-mono text-xs break-all">{subjectId}</span> },
            { term: t.at, value: happenedOn },
            { term: t.sentTo, value: <span className="break-all">{endpointUrl}</span> },
            ...(nextAttemptOn ? [{ term: t.deliveryStates.PENDING, value: t.nextAttempt(nextAttemptOn) }] : []),
          ]}
        />
      </Section>
    </div>
  )
}

function Attempt({ attempt }: { attempt: AttemptItem }) {
  return (
    <li className="px-4 py-3.5 text-sm sm:px-5">
      <p className="flex flex-wrap items-baseline gap-x-3 gap-y-0.5">
        <span className="font-medium">{answerText(attempt)}</span>
        <span className="text-xs text-ink-muted">{t.attempt(attempt.number)}</span>
        <span className="text-xs text-ink-muted">{attempt.on}</span>
        <span className="text-xs text-ink-muted">{t.took(attempt.durationMs)}</span>
      </p>
      {attempt.responseBody && (
        <p className="mt-1.5 line-clamp-4 font-mono text-xs break-all text-ink-muted">{attempt.responseBody}</p>
      )}
    </li>
  )
}
