import type { UsageListItem } from '@/components/admin/usage/usage-table'
import { beyondIncluded, usageLevel, usedShare } from '@/components/usage/usage-level'
import { listMeters } from '@/lib/catalog/read-meters'
import { readUsageStandings } from '@/lib/entitlements/usage-standings'
import { nearLimitCandidates, searchConsumers, type Consumer } from '@/lib/usage/read-consumers'
import { readListQuery, sortOf, type SearchParams } from '../_lists/list-query'

/** Customers and meters as the URL asks for them; the list and its CSV share it. */
export async function readUsageList(params: SearchParams, now: Date, all = false) {
  const meters = await listMeters()
  const list = readListQuery(params, {
    sortable: ['customer', 'touchedAt'],
    defaultSort: { column: 'touchedAt', descending: true },
    facets: ['meter'],
    all,
  })
  const { rows, total } = await searchConsumers({
    query: list.query,
    meterCodes: list.chosen(
      'meter',
      meters.map(({ code }) => code),
    ),
    sort: sortOf<'customer' | 'touchedAt'>(list, 'touchedAt'),
    direction: list.direction,
    page: list.page,
    pageSize: list.pageSize,
  })
  return { table: list.table, meters, total, rows: await toItems(rows, now) }
}

/** Who has used at least 80 % of what is included, the fullest first. */
export async function readNearLimits(now: Date): Promise<UsageListItem[]> {
  const items = await toItems(await nearLimitCandidates(), now)
  return items
    .filter(({ level }) => level === 'near' || level === 'full' || level === 'over')
    .sort((a, b) => (usedShare(b) ?? Infinity) - (usedShare(a) ?? Infinity))
}

/** With how each stands in the period that runs now. */
export async function toItems(rows: readonly Consumer[], now: Date): Promise<UsageListItem[]> {
  const [meters, standings] = await Promise.all([listMeters(), readUsageStandings(rows, now)])
  return rows.flatMap((row, index): UsageListItem[] => {
    const [meter, standing] = [meters.find(({ code }) => code === row.meterCode), standings[index]]
    if (!meter || !standing) return []
    const { used, included, hard, overageAmount, currency, period } = standing
    return [
      {
        ...row,
        meterName: meter.name,
        unit: meter.unit,
        used,
        included,
        hard,
        level: usageLevel({ used, included }),
        beyond: beyondIncluded({ used, included }),
        overageAmount,
        currency,
        periodEnd: period.end > period.start ? period.end : null,
      },
    ]
  })
}
