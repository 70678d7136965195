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
import { previewNextCharge } from '@/lib/subscriptions/preview-renewal'
import {
  describeSubscription,
  listCurrentSubscriptions,
  listCustomerSubscriptions,
  segmentAt,
} from '@/lib/subscriptions/read-subscriptions'
import { toInvoiceListItem } from './_views/invoice-views'
import { toBreakdown, toMethodView } from './_views/money-views'
import { mostUrgent } from './_views/notice'
import { readNotice } from './_views/read-notice'
import { undoPendingChange } from './subscription/actions'
import { comeBack, previewComeBack } from './subscription/lifecycle-actions'
import { readMeters } from './usage/read-usage'

export const metadata: Metadata = { title: texts.portal.nav.overview }

export default async function OverviewPage() {
  const { user, customer, now, may } = await requireMember('portal.view')
  const [buyer, contracts, methodRows, latest, plans] = await Promise.all([
    getCustomer(customer.id),
    listCurrentSubscriptions(customer.id),
    listPaymentMethods(customer.id),
    searchInvoices({ customerId: customer.id, page: 1, pageSize: 3 }),
    listPlans(),
  ])
  const methods = methodRows.map((row) => toMethodView(row, buyer.defaultPaymentMethodId))
  const running = contracts.filter(({ status }) => status !== 'INCOMPLETE')
  // Without any, an order that waits for its payment, or nothing at all, may be what there is to tell.
  const toTell = running.length > 0 ? running : [contracts.at(-1) ?? null]
  const [notices, renewal, past, { meters }] = await Promise.all([
    Promise.all(toTell.map((contract) => readNotice({ customerId: customer.id, contract, methods, now }))),
    buyer.country ? previewNextCharge({ contracts: running, buyer }) : null,
    running.length > 0 ? [] : listCustomerSubscriptions(customer.id),
    readMeters(customer.id, now),
  ])
  const notice = mostUrgent(notices)
  const [only, ...others] = running
  const planId = only && others.length === 0 ? segmentAt(only, now).price.planId : null
  const over = past.find(({ status }) => status === 'CANCELED')
  const mayManage = may('billing.manage')

  return (
    <>
      <PageHeader
        title={texts.portal.overview.title(user.name.split(' ')[0] ?? user.name)}
        description={
          only &&
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
        subscriptions={running.map((contract) => {
          const { price } = segmentAt(contract, now)
          return {
            id: contract.id,
            planName: describeSubscription(contract, now),
            interval: price.interval,
            status: contract.status,
            unitAmount: price.unitAmount,
            currency: price.currency,
            startedAt: contract.startedAt.toISOString(),
          }
        })}
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
          renewal && only
            ? {
                at: renewal.at.toISOString(),
                breakdown: toBreakdown({ ...renewal, currency: only.currency }),
              }
            : null
        }
        method={methods.find(({ isDefault }) => isDefault) ?? null}
        invoices={latest.rows.map((row) => toInvoiceListItem(row, now))}
        allowances={plans.find(({ id }) => id === planId)?.allowances ?? []}
        meters={meters}
        mayManage={mayManage}
      />
    </>
  )
}
