import { fileResponse } from '@/app/_server/file-response'
import { memberRoute } from '@/app/_server/route'
import { getDocumentFile } from '@/lib/invoices/files/get-document-file'

export const GET = memberRoute<{ id: string }>('portal.view', async ({ params, customer }) =>
  fileResponse(await getDocumentFile({ kind: 'CREDIT_NOTE', id: params.id, format: 'PDF', customerId: customer.id })),
)
