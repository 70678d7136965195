import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { requireStaff } from '@/app/_server/guard'
import { WrittenInvoiceForm } from '@/components/admin/written-invoice-form'
import { texts } from '@/components/texts/en'
import { PageHeader } from '@/components/ui/page-header'
import { toMajorUnits } from '@/lib/engine/money'
import { getInvoiceDetail } from '@/lib/invoices/read-invoices'
import { orNotFound } from '@/app/_server/or-not-found'
import { preview, saveDraft } from '../../written-actions'

const t = texts.invoicing.written

export const metadata: Metadata = { title: t.editTitle }

export default async function EditDraftPage({ params }: { params: Promise<{ id: string }> }) {
  await requireStaff('staff.invoices.manage')
  const { id } = await params
  const { status, reason, customer, lines, currency, ...draft } = await orNotFound(getInvoiceDetail({ id }))
  if (status !== 'DRAFT' || reason !== 'MANUAL') notFound()
  const { timeZone, collectionMethod, paymentTermDays } = customer
  return (
    <>
      <PageHeader
        title={t.editTitle}
        description={t.description(customer.name)}
        breadcrumb={[
          { label: customer.name, href: `/admin/customers/${customer.id}` },
          { label: texts.status.invoice.DRAFT, href: `/admin/invoices/${id}` },
          { label: t.editTitle },
        ]}
      />
      <WrittenInvoiceForm
        draftId={id}
        customer={{ id: customer.id, currency, timeZone, collectionMethod, paymentTermDays }}
        initial={{
          lines: lines.map(({ description, quantity, unitAmount, taxBehavior }) => ({
            description,
            quantity: String(quantity),
            unitAmount: toMajorUnits(BigInt(unitAmount), currency),
            taxBehavior,
          })),
          payment: draft.collectionMethod,
          days: String(draft.paymentTermDays ?? paymentTermDays),
          memo: draft.memo ?? '',
          poNumber: draft.poNumber ?? '',
        }}
        preview={preview}
        save={saveDraft}
      />
    </>
  )
}
