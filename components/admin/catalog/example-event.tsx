import { texts } from '@/components/texts/en'
import { Section } from '@/components/ui/card'
import type { MeterFormValue } from './meter-form-value'

/** An event that the meter would count, as the product sends it. */
export function ExampleEvent({ meter }: { meter: MeterFormValue }) {
  const t = texts.usage.meters
  const { code, name, eventName, valueProperty, groupByProperty, filters, aggregation } = meter
  const data = {
    ...Object.fromEntries(
      filters
        .filter(({ property }) => property.trim() !== '')
        .map(({ property, values }) => [property.trim(), values.split(',')[0]?.trim() ?? '']),
    ),
    ...(groupByProperty.trim() !== '' && { [groupByProperty.trim()]: `${groupByProperty.trim()}-1` }),
    ...(aggregation === 'UNIQUE' && { [valueProperty || 'quantity']: 'somebody' }),
    ...(aggregation !== 'COUNT' && aggregation !== 'UNIQUE' && { [valueProperty || 'quantity']: '12' }),
  }
  const event = {
    id: 'evt_0001',
    source: 'concierge',
    type: eventName || '…',
    subject: 'cus_…',
    time: '2026-11-22T09:30:00Z',
    data,
  }
  return (
    <Section title={t.example} description={t.exampleText(name || code || '…')} className="xl:sticky xl:top-20">
      <pre
        tabIndex={0}
        role="region"
        aria-label={t.example}
        className="overflow-x-auto rounded-md border border-line bg-sunken/60 p-3.5 font-mono text-xs leading-5 text-ink"
      >
        {JSON.stringify(event, null, 2)}
      </pre>
    </Section>
  )
}
