import { Status } from '@/components/billing/status'
import { formatDate } from '@/components/format/date-time'
import { texts } from '@/components/texts/en'
import { Section } from '@/components/ui/card'
import { Table, TableBody, TableCell, TableHead, TableHeaderCell, TableRow } from '@/components/ui/table'
import type { SimulationReport } from '@/lib/simulator/report'

/** Where each of several subscriptions stands at the end. */
export function SimulatedSubscriptions({ report }: { report: SimulationReport }) {
  const t = texts.admin.simulator
  const { subscriptions, timeZone } = report
  if (subscriptions.length < 2) return null
  return (
    <Section title={t.subscriptions} flush>
      <Table aria-label={t.subscriptions}>
        <TableHead>
          <tr role="row">
            <TableHeaderCell>{t.status}</TableHeaderCell>
            <TableHeaderCell>{texts.admin.common.status}</TableHeaderCell>
            <TableHeaderCell>{t.items}</TableHeaderCell>
            <TableHeaderCell>{t.until}</TableHeaderCell>
          </tr>
        </TableHead>
        <TableBody>
          {subscriptions.map(({ id, status, items, periodEnd, pending }) => (
            <TableRow key={id}>
              <TableCell label={t.status} primary>
                {id}
              </TableCell>
              <TableCell label={texts.admin.common.status}>
                <Status kind="subscription" status={status} />
              </TableCell>
              <TableCell label={t.items}>
                {items.map(({ description, quantity }) => `${quantity} × ${description}`).join(', ') || '–'}
              </TableCell>
              <TableCell label={t.until}>
                {periodEnd ? formatDate(periodEnd, { timeZone }) : '–'}
                {pending && <span className="block text-xs text-ink-muted">{t.pending[pending.kind]}</span>}
              </TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </Section>
  )
}
