import { Download } from 'lucide-react'
import { texts } from '@/components/texts/en'
import { Button } from '@/components/ui/button'
import { Section } from '@/components/ui/card'
import { Input } from '@/components/ui/input'
import { NativeSelect } from '@/components/ui/native-select'
import { CHARTS } from '@/lib/engine/chart-of-accounts'
import { Labelled } from './period-form'

/** Downloads the period shown for DATEV; the numbers are those the tax adviser gives. */
export function DatevForm({ from, through }: { from: string; through: string }) {
  const t = texts.books.datev
  return (
    <Section id="datev" title={t.title} description={t.description} className="mt-6">
      <form action="/admin/reports/datev" className="flex flex-wrap items-end gap-3">
        <input type="hidden" name="from" value={from} />
        <input type="hidden" name="to" value={through} />
        <Labelled label={t.chart}>
          <NativeSelect name="chart" defaultValue="SKR04" className="w-28">
            {CHARTS.map((chart) => (
              <option key={chart}>{chart}</option>
            ))}
          </NativeSelect>
        </Labelled>
        <Labelled label={t.consultant}>
          <Input
            type="number"
            name="consultant"
            min={1001}
            max={9999999}
            defaultValue={1001}
            required
            className="w-36"
          />
        </Labelled>
        <Labelled label={t.client}>
          <Input type="number" name="client" min={1} max={99999} defaultValue={1} required className="w-28" />
        </Labelled>
        <Button type="submit" variant="secondary">
          <Download aria-hidden />
          {t.download}
        </Button>
      </form>
    </Section>
  )
}
