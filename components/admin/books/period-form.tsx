import Link from 'next/link'
import { texts } from '@/components/texts/en'
import { Button, buttonStyles } from '@/components/ui/button'
import { cn } from '@/components/ui/cn'
import { Input } from '@/components/ui/input'
import { NativeSelect } from '@/components/ui/native-select'

export interface BooksView {
  from: string
  through: string
  currency: string
  currencies: string[]
  presets: { id: string; from: string; through: string }[]
}

interface PeriodFormProps extends BooksView {
  /** Where the form leads: the page itself. */
  path: string
  /** What of the address stays as it is. */
  keep?: Record<string, string>
}

/** The period and currency of a report, as a plain form and as links: it works without a script. */
export function PeriodForm({ path, from, through, currency, currencies, presets, keep = {} }: PeriodFormProps) {
  const t = texts.books.period
  const href = (period: { from: string; through: string }) =>
    `${path}?${new URLSearchParams({ ...keep, from: period.from, to: period.through, currency }).toString()}`
  return (
    <div className="mb-6 flex flex-wrap items-end gap-x-6 gap-y-4">
      {/* A new key per period: the fields show what the address says after each navigation. */}
      <form key={`${from} ${through}`} action={path} className="flex flex-wrap items-end gap-3" aria-label={t.label}>
        {Object.entries(keep).map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
        <Labelled label={t.from}>
          <Input type="date" name="from" defaultValue={from} required className="w-38" />
        </Labelled>
        <Labelled label={t.through}>
          <Input type="date" name="to" defaultValue={through} required className="w-38" />
        </Labelled>
        {currencies.length > 1 ? (
          <Labelled label={t.currency}>
            <NativeSelect name="currency" defaultValue={currency} className="w-24">
              {currencies.map((each) => (
                <option key={each}>{each}</option>
              ))}
            </NativeSelect>
          </Labelled>
        ) : (
          <input type="hidden" name="currency" value={currency} />
        )}
        <Button type="submit" variant="secondary">
          {t.show}
        </Button>
      </form>
      <ul className="flex flex-wrap gap-1">
        {presets.map((preset) => {
          const current = preset.from === from && preset.through === through
          return (
            <li key={preset.id}>
              <Link
                href={href(preset)}
                aria-current={current ? 'true' : undefined}
                className={cn(buttonStyles({ variant: 'ghost', size: 'sm' }), current && 'bg-sunken text-ink')}
              >
                {t.presets[preset.id]}
              </Link>
            </li>
          )
        })}
      </ul>
    </div>
  )
}

export function Labelled({ label, children }: { label: string; children: React.ReactNode }) {
  return (
    <label className="flex flex-col gap-1.5 text-sm font-medium text-ink">
      {label}
      {children}
    </label>
  )
}
