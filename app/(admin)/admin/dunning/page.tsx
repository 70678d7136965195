import type { Metadata } from 'next'
import { requireStaff } from '@/app/_server/guard'
import type { DunningListItem } from '@/components/admin/dunning-item'
import { DunningTable } from '@/components/admin/dunning-table'
import { texts } from '@/components/texts/en'
import { PageHeader } from '@/components/ui/page-header'
import { getDunningPolicy } from '@/lib/dunning/dunning-policy'
import { dunningState, searchDunnings } from '@/lib/dunning/read-dunning'
import { amountDue } from '@/lib/invoices/amount-due'
import { readListQuery, type SearchParams } from '../_lists/list-query'
import { chargeNow, holdDunning, recordTransfer, resumeDunning, writeOff } from './actions'

export const metadata: Metadata = { title: texts.dunning.title }

const STATES = ['RUNNING', 'STOPPED', 'PAUSED', 'ENDED'] as const

export default async function DunningPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const { may } = await requireStaff('staff.invoices.view')
  const list = readListQuery(await searchParams, { facets: ['state'] })
  const { query, page, pageSize } = list
  const [{ retryDays, reminderDays, reclaimsVat }, { rows, total }] = await Promise.all([
    getDunningPolicy(),
    searchDunnings({ query, states: list.chosen('state', STATES), page, pageSize }),
  ])
  const t = texts.dunning
  return (
    <>
      <PageHeader title={t.title} description={t.description} />
      <DunningTable
        rows={rows.map((row) => toItem(row, isSent(row) ? reminderDays.length : retryDays.length + 1))}
        total={total}
        query={list.table}
        mayAct={may('staff.invoices.manage')}
        reclaimsVat={reclaimsVat}
        actions={{ charge: chargeNow, pause: holdDunning, release: resumeDunning, writeOff, recordTransfer }}
      />
    </>
  )
}

type Row = Awaited<ReturnType<typeof searchDunnings>>['rows'][number]

const isSent = ({ invoice }: Row) => invoice.collectionMethod === 'SEND_INVOICE'

function toItem(row: Row, planned: number): DunningListItem {
  const { invoice, ...dunning } = row
  return {
    isSent: isSent(row),
    invoiceId: invoice.id,
    number: invoice.number ?? '',
    customerName: invoice.customer.name,
    currency: invoice.currency,
    amountDue: amountDue(invoice),
    state: dunningState(dunning),
    attempts: dunning.attempts,
    planned: Math.max(planned, dunning.attempts),
    nextAttemptAt: dunning.nextAttemptAt,
    giveUpAt: dunning.giveUpAt,
    stop: dunning.stop,
    lastFailure: dunning.lastFailure,
    isCharging: invoice.payments.length > 0,
    hasMethod: invoice.customer.defaultPaymentMethodId !== null,
  }
}
