import type { Metadata } from 'next'
import { requireStaff } from '@/app/_server/guard'
import { WrittenInvoiceForm } from '@/components/admin/written-invoice-form'
import { texts } from '@/components/texts/en'
import { PageHeader } from '@/components/ui/page-header'
import { getCustomer } from '@/lib/customers/read-customers'
import { orNotFound } from '@/app/_server/or-not-found'
import { issue, preview, saveNew } from '../../../invoices/written-actions'

const t = texts.invoicing.written

export const metadata: Metadata = { title: t.newTitle }

export default async function NewInvoicePage({ params }: { params: Promise<{ id: string }> }) {
  await requireStaff('staff.invoices.manage')
  const { id } = await params
  const customer = await orNotFound(getCustomer(id))
  const { name, currency, timeZone, collectionMethod, paymentTermDays, invoiceMemo, poNumber } = customer
  return (
    <>
      <PageHeader
        title={t.newTitle}
        description={t.description(name)}
        breadcrumb={[
          { label: texts.admin.customers.title, href: '/admin/customers' },
          { label: name, href: `/admin/customers/${id}` },
          { label: t.newTitle },
        ]}
      />
      <WrittenInvoiceForm
        customer={{ id, currency, timeZone, collectionMethod, paymentTermDays }}
        initial={{
          lines: [{ description: '', quantity: '1', unitAmount: '', taxBehavior: 'EXCLUSIVE' }],
          payment: 'AGREED',
          days: String(paymentTermDays),
          memo: invoiceMemo ?? '',
          poNumber: poNumber ?? '',
        }}
        preview={preview}
        save={saveNew}
        issue={issue}
      />
    </>
  )
}
