import { CircleCheck } from 'lucide-react'
import type { Metadata } from 'next'
import { requireMember } from '@/app/_server/guard'
import { PreviewedAction } from '@/components/billing/previewed-action'
import { Overview } from '@/components/portal/overview'
import { StatusBanner } from '@/components/portal/status-banner'
import { texts } from '@/components/texts/en'
import { PageHeader } from '@/components/ui/page-header'
import { listPlans } from '@/lib/catalog/read-catalog'
import { getCustomer } from '@/lib/customers/read-customers'
import { searchInvoices } from '@/lib/invoices/read-invoices'
import { listPaymentMethods } from '@/lib/payments/read-payments'
import { previewRenewal } from '@/lib/subscriptions/preview-renewal'
import { getCurrentSubscription, listCustomerSubscriptions, segmentAt } from '@/lib/subscriptions/read-subscriptions'
import { toInvoiceListItem } from './_views/invoice-views'
import { toBreakdown, toMethodView } from './_views/money-views'
import { readNotice } from './_views/read-notice'
import { undoPendingChange } from './subscription/actions'
import { comeBack, previewComeBack } from './subscription/lifecycle-actions'

export const metadata: Metadata = { title: texts.portal.nav.overview }

export default async function OverviewPage() {
  const { user, customer, now, may } = await requireMember('portal.view')
  const [buyer, contract, methodRows, latest, plans] = await Promise.all([
    getCustomer(customer.id),
    getCurrentSubscription(customer.id),
    listPaymentMethods(customer.id),
    searchInvoices({ customerId: customer.id, page: 1, pageSize: 3 }),
    listPlans(),
  ])
  const methods = methodRows.map((row) => toMethodView(row, buyer.defaultPaymentMethodId))
  const running = contract && contract.status !== 'INCOMPLETE' ? contract : null
  const [notice, renewal, past] = await Promise.all([
    readNotice({ customerId: customer.id, contract, methods, now }),
    running && buyer.country ? previewRenewal({ contract: running, buyer }) : null,
    running ? [] : listCustomerSubscriptions(customer.id),
  ])
  const segment = running && segmentAt(running, now)
  const over = past.find(({ status }) => status === 'CANCELED')
  const mayManage = may('billing.manage')

  return (
    <>
      <PageHeader
        title={texts.portal.overview.title(user.name.split(' ')[0] ?? user.name)}
        description={
          running &&
          !notice && (
            <span className="inline-flex items-center gap-1.5">
              <CircleCheck aria-hidden className="size-4 shrink-0 text-positive" />
              {texts.portal.banner.fine}
            </span>
          )
        }
      />
      {notice && (
        <StatusBanner
          notice={notice}
          timeZone={customer.timeZone}
          undo={mayManage ? undoPendingChange : undefined}
          className="mb-5"
        />
      )}
      <Overview
        timeZone={customer.timeZone}
        subscription={
          running && segment
            ? {
                planName: segment.price.plan.name,
                interval: segment.price.interval,
                status: running.status,
                unitAmount: segment.price.unitAmount,
                currency: segment.price.currency,
                startedAt: running.startedAt.toISOString(),
              }
            : null
        }
        ended={
          over ? { planName: segmentAt(over, now).price.plan.name, at: (over.endedAt ?? now).toISOString() } : null
        }
        comeBack={
          over &&
          mayManage &&
          buyer.defaultPaymentMethodId && (
            <PreviewedAction
              label={texts.lifecycle.reactivate.portalLabel}
              title={texts.lifecycle.reactivate.title}
              description={texts.lifecycle.reactivate.description}
              fields={[]}
              initial={{ id: over.id }}
              preview={previewComeBack}
              action={comeBack}
              confirmLabel={texts.lifecycle.reactivate.confirm}
              doneText={texts.lifecycle.reactivate.done}
            />
          )
        }
        nextCharge={
          renewal && running
            ? {
                at: renewal.at.toISOString(),
                breakdown: toBreakdown({ ...renewal, currency: running.currency }),
              }
            : null
        }
        method={methods.find(({ isDefault }) => isDefault) ?? null}
        invoices={latest.rows.map((row) => toInvoiceListItem(row, now))}
        allowances={plans.find(({ id }) => id === segment?.price.planId)?.allowances ?? []}
        mayManage={mayManage}
      />
    </>
  )
}
