import { texts } from '@/components/texts/en'
import { Banner } from '@/components/ui/banner'
import { Section } from '@/components/ui/card'
import { DescriptionList } from '@/components/ui/description-list'
import { EndpointCare, type EndpointActionSet } from './endpoint-actions'
import type { EndpointItem } from './outbound-items'

const t = texts.outbound

/** How an endpoint stands, what it asks for, and what can be done about it. Without `actions`, to look at. */
export function EndpointView({ endpoint, actions }: { endpoint: EndpointItem; actions?: EndpointActionSet }) {
  const { state, reason, failingSince, oldSecretUntil, eventTypes, description, customer, createdOn } = endpoint
  return (
    <>
      {state === 'FAILING' && failingSince && <Banner tone="caution" title={t.failingSince(failingSince)} />}
      {state === 'DISABLED' && reason && <Banner tone="critical" title={t.reasons[reason]} />}
      <Section title={t.facts} footer={actions && <EndpointCare endpoint={endpoint} actions={actions} />}>
        <DescriptionList
          items={[
            ...(customer ? [{ term: t.customer, value: customer.name }] : []),
            ...(description ? [{ term: t.name, value: description }] : []),
            { term: t.created, value: createdOn },
            ...(oldSecretUntil ? [{ term: t.secretOf, value: t.oldUntil(oldSecretUntil) }] : []),
            {
              term: t.types,
              value:
                eventTypes.length === 0 ? (
                  t.typeCount(0)
                ) : (
                  <ul className="flex flex-wrap gap-1.5">
                    {eventTypes.map((type) => (
                      <li
                        key={type}
                        className="rounded-sm border border-line bg-sunken px-1.5 py-0.5 font-mono text-xs break-all text-ink-muted"
                      >
                        {type}
                      </li>
                    ))}
                  </ul>
                ),
            },
          ]}
        />
      </Section>
    </>
  )
}
