import type { Metadata } from 'next'
import { requireMember } from '@/app/_server/guard'
import { stripeSetup } from '@/app/_server/stripe-setup'
import { AddMethod } from '@/components/payment-methods/add-method'
import { texts } from '@/components/texts/en'
import { PageHeader } from '@/components/ui/page-header'
import { addPaymentMethod, openMethodSetup } from '../actions'

export const metadata: Metadata = { title: texts.portal.methods.add }

interface AddPageProps {
  searchParams: Promise<{ setup_intent?: string | string[] }>
}

export default async function AddPaymentMethodPage({ searchParams }: AddPageProps) {
  await requireMember('billing.manage')
  const { setup_intent: returned } = await searchParams
  return (
    <div className="mx-auto max-w-xl">
      <PageHeader
        title={texts.portal.methods.add}
        description={texts.portal.methods.addText}
        breadcrumb={[
          { label: texts.portal.methods.title, href: '/portal/payment-methods' },
          { label: texts.portal.methods.add },
        ]}
      />
      <AddMethod
        stripe={stripeSetup()}
        returnedSetup={typeof returned === 'string' ? returned : null}
        openSetup={openMethodSetup}
        add={addPaymentMethod}
      />
    </div>
  )
}
