import { Plus } from 'lucide-react'
import type { Metadata } from 'next'
import Link from 'next/link'
import { requireMember } from '@/app/_server/guard'
import { formatIsoDate } from '@/components/format/date-time'
import { MethodsList } from '@/components/payment-methods/methods-list'
import { texts } from '@/components/texts/en'
import { buttonStyles } from '@/components/ui/button'
import { PageHeader } from '@/components/ui/page-header'
import { getCustomer } from '@/lib/customers/read-customers'
import { listPaymentMethods } from '@/lib/payments/read-payments'
import { hasLiveSubscription } from '@/lib/subscriptions/read-subscriptions'
import { toMethodView } from '../_views/money-views'
import { chooseDefaultMethod, removePaymentMethod } from './actions'

export const metadata: Metadata = { title: texts.portal.methods.title }

export default async function PaymentMethodsPage() {
  const { customer, now, may } = await requireMember('portal.view')
  const [buyer, rows, isLive] = await Promise.all([
    getCustomer(customer.id),
    listPaymentMethods(customer.id),
    hasLiveSubscription(customer.id),
  ])
  const mayManage = may('billing.manage')
  const addLink = (
    <Link href="/portal/payment-methods/add" className={buttonStyles({})}>
      <Plus aria-hidden />
      {texts.portal.methods.add}
    </Link>
  )
  return (
    <>
      <PageHeader
        title={texts.portal.methods.title}
        description={texts.portal.methods.description}
        actions={mayManage && addLink}
      />
      <MethodsList
        methods={rows.map((row) => toMethodView(row, buyer.defaultPaymentMethodId))}
        lastMustStay={isLive}
        mayManage={mayManage}
        month={formatIsoDate(now, customer.timeZone).slice(0, 7)}
        makeDefault={chooseDefaultMethod}
        remove={removePaymentMethod}
        addButton={addLink}
      />
    </>
  )
}
