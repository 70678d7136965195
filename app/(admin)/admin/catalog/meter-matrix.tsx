import { Ban, Plus } from 'lucide-react'
import Link from 'next/link'
import { overageText } from '@/components/site/overage-text'
import { texts } from '@/components/texts/en'
import { quantityText } from '@/components/usage/quantity-text'
import { Badge } from '@/components/ui/badge'
import { buttonStyles } from '@/components/ui/button'
import { Section } from '@/components/ui/card'
import { Table, TableBody, TableCell, TableHead, TableHeaderCell, TableRow } from '@/components/ui/table'
import type { MeterRow } from '@/lib/catalog/read-meters'
import type { Plan } from '@/lib/catalog/types'

interface MeterMatrixProps {
  plans: Plan[]
  meters: MeterRow[]
  mayEdit: boolean
}

/** What is counted, how much of it each plan includes, and what is beyond. */
export function MeterMatrix({ plans, meters, mayEdit }: MeterMatrixProps) {
  const t = texts.usage.meters
  return (
    <Section
      id="meters"
      title={t.title}
      description={t.description}
      flush
      actions={
        mayEdit && (
          <Link href="/admin/catalog/meters/new" className={buttonStyles({ variant: 'secondary', size: 'sm' })}>
            <Plus aria-hidden />
            {t.create}
          </Link>
        )
      }
    >
      <Table aria-label={t.title}>
        <TableHead>
          <tr role="row">
            <TableHeaderCell>{t.meter}</TableHeaderCell>
            {plans.map((plan) => (
              <TableHeaderCell key={plan.id}>{plan.name}</TableHeaderCell>
            ))}
          </tr>
        </TableHead>
        <TableBody>
          {meters.map((meter) => (
            <TableRow key={meter.code}>
              <TableCell label={t.meter} primary>
                <span className="flex flex-wrap items-center gap-2">
                  <Link
                    href={`/admin/catalog/meters/${meter.code}`}
                    className="rounded-sm underline decoration-accent-line underline-offset-4 hover:decoration-current"
                  >
                    {meter.name}
                  </Link>
                  {!meter.active && <Badge>{t.off}</Badge>}
                </span>
                <span className="block text-xs font-normal text-ink-faint">
                  {texts.usage.aggregations[meter.aggregation]}
                </span>
              </TableCell>
              {plans.map((plan) => (
                <TableCell key={plan.id} label={plan.name}>
                  <Included allowance={plan.allowances.find(({ meter: code }) => code === meter.code)} />
                </TableCell>
              ))}
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </Section>
  )
}

function Included({ allowance }: { allowance: Plan['allowances'][number] | undefined }) {
  const t = texts.usage.meters
  if (!allowance) return '–'
  const { included, hard, unit } = allowance
  if (included === null) return texts.usage.unlimited
  return (
    <span className="flex flex-col max-sm:items-end">
      <span className="tabular">{quantityText(included.toString(), unit)}</span>
      <span className="inline-flex items-center gap-1 text-xs text-ink-faint">
        {hard ? (
          <>
            <Ban aria-hidden className="size-3" />
            {t.hard}
          </>
        ) : (
          (overageText(allowance) ?? texts.usage.price.free)
        )}
      </span>
    </span>
  )
}
