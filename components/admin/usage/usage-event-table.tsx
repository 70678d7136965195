import { CircleSlash, CornerUpLeft, PenLine } from 'lucide-react'
import Link from 'next/link'
import { texts } from '@/components/texts/en'
import { Badge } from '@/components/ui/badge'
import { DateTime } from '@/components/ui/date-time'
import { Table, TableBody, TableCell, TableHead, TableHeaderCell, TableRow } from '@/components/ui/table'
import { quantityText } from '@/components/usage/quantity-text'
import { STAFF_TIME_ZONE } from '../time-zone'

export interface UsageEventItem {
  href: string
  id: string
  source: string
  type: string
  time: Date
  receivedAt: Date
  customerId: string
  customerName: string | null
  meterCode: string
  meterName: string
  unit: string
  quantity: string
  uniqueValue: string | null
  groupKey: string
  kind: 'USAGE' | 'REVERSAL' | 'CORRECTION'
  isSuperseded: boolean
}

/** Events as meters counted them, the newest first, by when they were used or arrived. */
export function UsageEventTable({ rows, showArrival }: { rows: UsageEventItem[]; showArrival: boolean }) {
  const t = texts.usage.events
  return (
    <Table aria-label={texts.usage.admin.events}>
      <TableHead>
        <tr role="row">
          <TableHeaderCell>{t.id}</TableHeaderCell>
          {showArrival && <TableHeaderCell>{t.received}</TableHeaderCell>}
          <TableHeaderCell>{t.time}</TableHeaderCell>
          <TableHeaderCell>{t.customer}</TableHeaderCell>
          <TableHeaderCell>{t.meter}</TableHeaderCell>
          <TableHeaderCell numeric>{t.quantity}</TableHeaderCell>
          <TableHeaderCell>{t.kind}</TableHeaderCell>
        </tr>
      </TableHead>
      <TableBody>
        {rows.map((row) => (
          <TableRow key={`${row.source} ${row.id} ${row.meterCode}`} className="transition-colors hover:bg-sunken/50">
            <TableCell label={t.id} primary>
              <Link href={row.href} className="block max-w-64 truncate after:absolute after:inset-0 max-sm:max-w-56">
                {row.type}
                <span className="block truncate font-mono text-xs font-normal text-ink-faint">{row.id}</span>
              </Link>
            </TableCell>
            {showArrival && (
              <TableCell label={t.received}>
                <DateTime value={row.receivedAt} show="instant" timeZone={STAFF_TIME_ZONE} />
              </TableCell>
            )}
            <TableCell label={t.time}>
              <DateTime value={row.time} show="instant" timeZone={STAFF_TIME_ZONE} />
            </TableCell>
            <TableCell label={t.customer}>
              <span className="block max-w-52 truncate">{row.customerName ?? row.customerId}</span>
            </TableCell>
            <TableCell label={t.meter}>
              <span className="whitespace-nowrap">{row.meterName}</span>
              {row.groupKey && <span className="block text-xs text-ink-faint">{row.groupKey}</span>}
            </TableCell>
            <TableCell label={t.quantity} numeric>
              <span className={row.isSuperseded ? 'text-ink-faint line-through' : ''}>
                {row.uniqueValue ?? quantityText(row.quantity, row.unit)}
              </span>
            </TableCell>
            <TableCell label={t.kind}>
              <EventKind kind={row.kind} isSuperseded={row.isSuperseded} />
            </TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  )
}

/** Usage, a reversal or a correction; and whether it still counts. */
export function EventKind({ kind, isSuperseded }: Pick<UsageEventItem, 'kind' | 'isSuperseded'>) {
  const t = texts.usage.events
  return (
    <span className="flex flex-wrap items-center gap-1.5 max-sm:justify-end">
      {kind === 'USAGE' ? (
        <span className="text-ink-muted">{t.kinds[kind]}</span>
      ) : (
        <Badge tone="accent" icon={kind === 'REVERSAL' ? <CornerUpLeft aria-hidden /> : <PenLine aria-hidden />}>
          {t.kinds[kind]}
        </Badge>
      )}
      {isSuperseded && (
        <Badge tone="caution" icon={<CircleSlash aria-hidden />}>
          {t.superseded}
        </Badge>
      )}
    </span>
  )
}
