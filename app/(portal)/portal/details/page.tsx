import type { Metadata } from 'next'
import { requireMember } from '@/app/_server/guard'
import { DetailsForm } from '@/components/details/details-form'
import { countryOptions } from '@/components/format/countries'
import { texts } from '@/components/texts/en'
import { PageHeader } from '@/components/ui/page-header'
import { getCustomer } from '@/lib/customers/read-customers'
import { localeSchema } from '@/lib/customers/schemas'
import { updateBillingDetails } from './actions'

export const metadata: Metadata = { title: texts.details.title }

export default async function DetailsPage() {
  const { customer: member, may } = await requireMember('portal.view')
  const customer = await getCustomer(member.id)
  return (
    <>
      <PageHeader title={texts.details.title} description={texts.details.description} />
      <DetailsForm
        initial={{
          name: customer.name,
          email: customer.email,
          isBusiness: customer.isBusiness,
          addressLine1: customer.addressLine1 ?? '',
          addressLine2: customer.addressLine2 ?? '',
          postalCode: customer.postalCode ?? '',
          city: customer.city ?? '',
          region: customer.region ?? '',
          country: customer.country ?? '',
          vatId: customer.vatId ?? '',
          poNumber: customer.poNumber ?? '',
          locale: localeSchema.catch('en').parse(customer.locale),
        }}
        vatIdStatus={customer.vatIdStatus}
        countries={countryOptions()}
        mayEdit={may('details.edit')}
        save={updateBillingDetails}
      />
    </>
  )
}
