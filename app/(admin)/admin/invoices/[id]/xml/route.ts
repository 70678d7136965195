import { fileResponse } from '@/app/_server/file-response'
import { staffRoute } from '@/app/_server/route'
import { getDocumentFile } from '@/lib/invoices/files/get-document-file'

export const GET = staffRoute<{ id: string }>('staff.invoices.view', async ({ params }) =>
  fileResponse(await getDocumentFile({ kind: 'INVOICE', id: params.id, format: 'UBL' })),
)
