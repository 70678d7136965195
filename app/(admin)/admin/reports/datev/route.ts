import { z } from 'zod'
import { staffRoute } from '@/app/_server/route'
import { CHARTS } from '@/lib/engine/chart-of-accounts'
import { exportDatev } from '@/lib/reports/export-ledger'
import { readBooksQuery } from '../books-query'
import { streamResponse } from '../stream-response'

const schema = z.object({
  chart: z.enum(CHARTS).default('SKR04'),
  consultant: z.coerce.number().int().min(1001).max(9_999_999),
  client: z.coerce.number().int().min(1).max(99_999),
})

/** The entries of the period as a DATEV Buchungsstapel. */
export const GET = staffRoute('staff.reports.view', async ({ request, now }) => {
  const params = Object.fromEntries(request.nextUrl.searchParams)
  const { from, through } = await readBooksQuery(params, now)
  const pieces = await exportDatev({ ...schema.parse(params), from, through, createdAt: now })
  const name = `EXTF_Buchungsstapel_${from}_${through}.csv`
  return streamResponse(pieces, { name, contentType: 'text/csv; charset=windows-1252' })
})
