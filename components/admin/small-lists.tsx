import Link from 'next/link'
import { Status } from '@/components/billing/status'
import { methodName } from '@/components/billing/method-label'
import { texts } from '@/components/texts/en'
import { DateTime } from '@/components/ui/date-time'
import { Money } from '@/components/ui/money'
import { Table, TableBody, TableCell, TableHead, TableHeaderCell, TableRow } from '@/components/ui/table'
import type { AuditListItem } from './audit-table'
import { Facts } from './audit-table'
import type { EmailListItem } from './email-table'
import type { StaffInvoiceListItem } from './invoice-table'
import type { PaymentListItem } from './payment-table'
import { StateBadge } from './state-badge'
import { actionLabel } from './audit-words'

const link = 'underline decoration-line-strong/50 underline-offset-4 hover:decoration-current'
const frame = 'overflow-clip rounded-lg border border-line bg-surface shadow-card'

interface ListProps<Row> {
  rows: Row[]
  timeZone: string
}

export function CustomerInvoices({ rows, timeZone }: ListProps<StaffInvoiceListItem>) {
  const t = texts.admin.invoices
  if (rows.length === 0) return <p className="text-sm text-ink-muted">{texts.admin.customer.noInvoices}</p>
  return (
    <div className={frame}>
      <Table aria-label={t.title}>
        <TableHead>
          <tr role="row">
            <TableHeaderCell>{t.number}</TableHeaderCell>
            <TableHeaderCell>{texts.admin.common.status}</TableHeaderCell>
            <TableHeaderCell>{t.issued}</TableHeaderCell>
            <TableHeaderCell numeric>{t.total}</TableHeaderCell>
            <TableHeaderCell numeric>{t.open}</TableHeaderCell>
          </tr>
        </TableHead>
        <TableBody>
          {rows.map((row) => (
            <TableRow key={row.id}>
              <TableCell label={t.number} primary>
                <Link href={`/admin/invoices/${row.id}`} className={link}>
                  {row.number}
                </Link>
              </TableCell>
              <TableCell label={texts.admin.common.status}>
                <Status kind="invoice" status={row.status} />
              </TableCell>
              <TableCell label={t.issued}>
                {row.finalizedAt && <DateTime value={row.finalizedAt} timeZone={timeZone} />}
              </TableCell>
              <TableCell label={t.total} numeric>
                <Money amount={row.total} currency={row.currency} />
              </TableCell>
              <TableCell label={t.open} numeric>
                {row.amountDue > 0n ? <Money amount={row.amountDue} currency={row.currency} /> : '–'}
              </TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </div>
  )
}

export function CustomerPayments({ rows, timeZone }: ListProps<PaymentListItem>) {
  const t = texts.admin.payments
  if (rows.length === 0) return <p className="text-sm text-ink-muted">{texts.admin.customer.noPayments}</p>
  return (
    <div className={frame}>
      <Table aria-label={t.title}>
        <TableHead>
          <tr role="row">
            <TableHeaderCell>{t.invoice}</TableHeaderCell>
            <TableHeaderCell>{t.result}</TableHeaderCell>
            <TableHeaderCell>{t.when}</TableHeaderCell>
            <TableHeaderCell>{t.method}</TableHeaderCell>
            <TableHeaderCell numeric>{texts.admin.common.amount}</TableHeaderCell>
          </tr>
        </TableHead>
        <TableBody>
          {rows.map((row) => (
            <TableRow key={row.id}>
              <TableCell label={t.invoice} primary>
                <Link href={`/admin/invoices/${row.invoiceId}#payments`} className={link}>
                  {row.invoiceNumber ?? row.invoiceId}
                </Link>
              </TableCell>
              <TableCell label={t.result}>
                <span className="flex flex-col items-start gap-1 max-sm:items-end">
                  <span className="flex flex-wrap gap-1.5">
                    <Status kind="payment" status={row.status} />
                    {row.disputed && <Status kind="payment" status="DISPUTED" />}
                  </span>
                  {row.failure && <span className="text-xs text-critical">{row.failure}</span>}
                </span>
              </TableCell>
              <TableCell label={t.when}>
                <DateTime value={row.createdAt} show="instant" timeZone={timeZone} />
              </TableCell>
              <TableCell label={t.method}>{row.method ? methodName(row.method) : '–'}</TableCell>
              <TableCell label={texts.admin.common.amount} numeric>
                <Money amount={row.amount} currency={row.currency} />
              </TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </div>
  )
}

export function CustomerEmails({ rows, timeZone }: ListProps<EmailListItem>) {
  const t = texts.admin.emails
  if (rows.length === 0) return <p className="text-sm text-ink-muted">{texts.admin.customer.noEmails}</p>
  return (
    <div className={frame}>
      <Table aria-label={t.title}>
        <TableHead>
          <tr role="row">
            <TableHeaderCell>{t.subject}</TableHeaderCell>
            <TableHeaderCell>{texts.admin.common.status}</TableHeaderCell>
            <TableHeaderCell>{t.recipient}</TableHeaderCell>
            <TableHeaderCell>{t.created}</TableHeaderCell>
          </tr>
        </TableHead>
        <TableBody>
          {rows.map((row) => (
            <TableRow key={row.id}>
              <TableCell label={t.subject} primary>
                {row.subject ?? t.kinds[row.kind] ?? row.kind}
              </TableCell>
              <TableCell label={texts.admin.common.status}>
                <span className="flex flex-col items-start gap-1 max-sm:items-end">
                  <StateBadge kind="email" state={row.status} />
                  {row.error && <span className="text-xs text-critical">{row.error}</span>}
                </span>
              </TableCell>
              <TableCell label={t.recipient}>
                <span className="break-all">{row.recipient}</span>
              </TableCell>
              <TableCell label={t.created}>
                <DateTime value={row.createdAt} show="instant" timeZone={timeZone} />
              </TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </div>
  )
}

export function CustomerAudit({ rows, timeZone }: ListProps<AuditListItem>) {
  const t = texts.admin.audit
  if (rows.length === 0) return <p className="text-sm text-ink-muted">{texts.admin.customer.noEntries}</p>
  return (
    <div className={frame}>
      <Table aria-label={t.title}>
        <TableHead>
          <tr role="row">
            <TableHeaderCell>{t.action}</TableHeaderCell>
            <TableHeaderCell>{t.at}</TableHeaderCell>
            <TableHeaderCell>{t.actor}</TableHeaderCell>
            <TableHeaderCell>{t.data}</TableHeaderCell>
          </tr>
        </TableHead>
        <TableBody>
          {rows.map((row) => (
            <TableRow key={row.id}>
              <TableCell label={t.action} primary>
                {actionLabel(row.action)}
              </TableCell>
              <TableCell label={t.at}>
                <DateTime value={row.at} show="instant" timeZone={timeZone} />
              </TableCell>
              <TableCell label={t.actor}>
                <span className="break-all">{row.actorLabel}</span>
              </TableCell>
              <TableCell label={t.data}>
                <Facts facts={row.facts} timeZone={timeZone} />
              </TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </div>
  )
}
