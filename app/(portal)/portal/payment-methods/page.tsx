import type { Metadata } from 'next'
import { requireMember } from '@/app/_server/guard'
import { stripeSetup } from '@/app/_server/stripe-setup'
import { formatIsoDate } from '@/components/format/date-time'
import { AddMethod } from '@/components/payment-methods/add-method'
import { MethodsList } from '@/components/payment-methods/methods-list'
import { texts } from '@/components/texts/en'
import { PageHeader } from '@/components/ui/page-header'
import { getCustomer } from '@/lib/customers/read-customers'
import { listPaymentMethods } from '@/lib/payments/read-payments'
import { hasLiveSubscription } from '@/lib/subscriptions/read-subscriptions'
import { toMethodView } from '../_views/money-views'
import { addPaymentMethod, chooseDefaultMethod, openMethodSetup, removePaymentMethod } from './actions'

export const metadata: Metadata = { title: texts.portal.methods.title }

export default async function PaymentMethodsPage() {
  const { customer, now, may } = await requireMember('portal.view')
  const [buyer, rows, isLive] = await Promise.all([
    getCustomer(customer.id),
    listPaymentMethods(customer.id),
    hasLiveSubscription(customer.id),
  ])
  const mayManage = may('billing.manage')
  return (
    <>
      <PageHeader
        title={texts.portal.methods.title}
        description={texts.portal.methods.description}
        actions={mayManage && <AddMethod stripe={stripeSetup()} openSetup={openMethodSetup} add={addPaymentMethod} />}
      />
      <MethodsList
        methods={rows.map((row) => toMethodView(row, buyer.defaultPaymentMethodId))}
        lastMustStay={isLive}
        mayManage={mayManage}
        month={formatIsoDate(now, customer.timeZone).slice(0, 7)}
        makeDefault={chooseDefaultMethod}
        remove={removePaymentMethod}
      />
    </>
  )
}
