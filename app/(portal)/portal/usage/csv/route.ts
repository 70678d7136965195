import { csvResponse } from '@/app/(admin)/admin/_lists/csv-response'
import { memberRoute } from '@/app/_server/route'
import { texts } from '@/components/texts/en'
import { readHistory } from '../read-usage'

/** What the chart shows: one row per day (or month) and, where the meter keeps groups apart, per group. */
export const GET = memberRoute('portal.view', async ({ request, customer, now }) => {
  const params = Object.fromEntries(request.nextUrl.searchParams)
  const { id: customerId, timeZone } = customer
  const history = await readHistory({ customerId, timeZone, now, params, offered: [] })
  const t = texts.usage.portal
  const { meter, points = [] } = history ?? {}
  const hasGroups = points.some(({ groups }) => groups.some(({ key }) => key !== ''))
  return csvResponse({
    name: `usage-${meter?.code ?? 'none'}`,
    params: request.nextUrl.searchParams,
    columns: [
      { id: 'date', label: t.date },
      { id: 'meter', label: t.meter },
      ...(hasGroups ? [{ id: 'group', label: t.group }] : []),
      { id: 'quantity', label: t.quantity },
      { id: 'unit', label: t.unit },
    ],
    rows: points.flatMap(({ at, quantity, groups }) =>
      (hasGroups && groups.length > 0 ? groups : [{ key: '', quantity }]).map((group) => ({
        date: at,
        meter: meter?.name ?? '',
        group: group.key,
        quantity: group.quantity,
        unit: meter?.unit ?? '',
      })),
    ),
  })
})
