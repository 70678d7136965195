import { queueNotifications, type NewNotification } from '@/lib/notifications/queue-notification'
import { claimReminderWindow } from '@/lib/notifications/reminder-window'
import { publishEvents, type NewEvent } from '@/lib/outbound/publish-event'
import { inTransaction, type Transaction } from '@/lib/platform/db/client'
import { currentUsages, type CurrentWindow } from '@/lib/usage/current-usage'
import {
  findAlertReaders,
  findTouched,
  insertAlerts,
  type AlertReader,
  type AlertRow,
  type Touched,
} from './alert-store'
import { DEFAULT_THRESHOLDS, overageSoFar, thresholdsReached } from './find-alerts'
import { readStates } from './read-state'
import { cycleAt } from './cycle-at'
import { isFlow, type CustomerEntitlements } from './resolve'

const BATCH = 500
/** A transaction that was slow to commit is seen by the next look: each look goes back this much. What was told is told once. */
const OVERLAP_MS = 2 * 60 * 1000

/**
 * Tells customers whose use has come to a share of what is included (or to their spend cap), after the events that made it
 * so: each once per meter, period and threshold, by email and webhook. Of several that are reached at once only the highest
 * is mailed. Set-based; returns how many were told.
 */
export async function sendUsageAlerts({ now, batch = BATCH }: { now: Date; batch?: number }): Promise<number> {
  return inTransaction(async (tx) => {
    const { since } = await claimReminderWindow(tx, { name: 'usage_alerts', now })
    let told = 0
    let after: Touched | null = null
    for (;;) {
      const window = { since: new Date(since.getTime() - OVERLAP_MS), through: now, after, limit: batch }
      const touched: Touched[] = await findTouched(tx, window)
      told += await tellAbout(tx, touched, now)
      if (touched.length < batch) return told
      after = touched.at(-1)!
    }
  }, 120_000)
}

interface Alert extends AlertRow {
  event: NewEvent
  notification: NewNotification
}

async function tellAbout(tx: Transaction, touched: readonly Touched[], now: Date): Promise<number> {
  if (touched.length === 0) return 0
  const customerIds = [...new Set(touched.map(({ customerId }) => customerId))]
  const states = await readStates(customerIds, now, tx)
  const readers = new Map((await findAlertReaders(tx, customerIds)).map((reader) => [reader.customerId, reader]))
  const customers = states.flatMap((state) =>
    state && state.entitlements.access !== 'NONE' ? [state.entitlements] : [],
  )
  const used = await usedByCustomer(customers)
  const alerts = customers.flatMap((entitlements) => {
    const { customerId } = entitlements
    const meters = touched.filter((each) => each.customerId === customerId).map(({ meterCode }) => meterCode)
    const context = { entitlements, used: used.get(customerId)!, reader: readers.get(customerId)!, now }
    return [...meters.flatMap((meter) => meterAlerts(context, meter)), ...capAlerts(context)]
  })
  const fresh = await insertAlerts(tx, alerts, now)
  const isFresh = new Set(fresh.map(nameOf))
  const news = alerts.filter((alert) => isFresh.has(nameOf(alert)))
  await publishEvents(
    tx,
    news.map(({ event }) => event),
  )
  await queueNotifications(
    tx,
    now,
    highest(news).map(({ notification }) => notification),
  )
  return news.length
}

/** What is used of every meter that has a limit or a price: counters that are up to date as they are, the rest by one read. */
async function usedByCustomer(customers: readonly CustomerEntitlements[]): Promise<Map<string, Map<string, string>>> {
  const used = new Map(customers.map(({ customerId }) => [customerId, new Map<string, string>()]))
  const windows: CurrentWindow[] = []
  for (const { customerId, meters } of customers) {
    for (const [meterCode, { counted, limit, overage, period }] of meters) {
      if (!limit && !overage) continue
      if (counted !== null) used.get(customerId)!.set(meterCode, counted)
      else windows.push({ customerId, meterCode, periodStart: period.start, periodEnd: period.end })
    }
  }
  windows.sort((a, b) => (a.customerId + a.meterCode < b.customerId + b.meterCode ? -1 : 1))
  // A transaction of its own: its locks on counters are over before the next batch takes others, so that the intake, which
  // takes them in another order, never waits for this while this waits for it.
  const quantities = windows.length > 0 ? await inTransaction((own) => currentUsages(own, windows)) : []
  for (const [index, { customerId, meterCode }] of windows.entries())
    used.get(customerId)!.set(meterCode, quantities[index]!)
  return used
}

interface Context {
  entitlements: CustomerEntitlements
  used: Map<string, string>
  reader: AlertReader
  now: Date
}

function meterAlerts({ entitlements, used, reader, now }: Context, meterCode: string): Alert[] {
  const { customerId, meters } = entitlements
  const state = meters.get(meterCode)
  if (!state?.limit || state.limit.included === null) return []
  const { meter, limit, period } = state
  const included = state.limit.included.toString()
  const quantity = used.get(meterCode) ?? '0'
  const isRenewed = isFlow(meter) && meter.reset === 'PER_CYCLE'
  const facts = { used: quantity, included, hard: limit.kind === 'HARD' }
  return thresholdsReached(state, quantity, reader.thresholds ?? DEFAULT_THRESHOLDS).map((threshold) => ({
    customerId,
    meterCode,
    periodStart: period.start,
    threshold,
    event: {
      type: threshold >= 100 ? 'usage.limit_reached' : 'usage.threshold_reached',
      customerId,
      subject: { type: 'usage', id: `${customerId}:${meterCode}` },
      data: {
        customerId,
        meter: meterCode,
        threshold,
        ...facts,
        periodStart: period.start.toISOString(),
        periodEnd: period.end.toISOString(),
      },
      now,
    },
    notification: {
      kind: 'usage_threshold',
      dedupeKey: `usage_threshold:${customerId}:${meterCode}:${period.start.toISOString()}:${threshold}`,
      recipient: reader.email,
      locale: reader.locale,
      customerId,
      data: {
        meterName: meter.name,
        percent: threshold,
        ...facts,
        periodEnd: isRenewed ? period.end.toISOString() : null,
      },
    },
  }))
}

function capAlerts({ entitlements, used, reader, now }: Context): Alert[] {
  const { customerId, spendCap, primary } = entitlements
  if (!spendCap || !primary) return []
  const overage = overageSoFar(entitlements, used)
  // At the cap nothing more that costs is allowed; so is what would pass it, which is less than one unit away.
  if (overage === 0n || overage < spendCap.amount) return []
  const { start, end } = cycleAt(primary.subscription, now)
  const { currency } = spendCap
  return [
    {
      customerId,
      meterCode: '',
      periodStart: start,
      threshold: 100,
      event: {
        type: 'usage.spend_cap_reached',
        customerId,
        subject: { type: 'usage', id: `${customerId}:spend_cap` },
        data: {
          customerId,
          cap: Number(spendCap.amount),
          overage: Number(overage),
          currency,
          periodStart: start.toISOString(),
          periodEnd: end.toISOString(),
        },
        now,
      },
      notification: {
        kind: 'spend_cap_reached',
        dedupeKey: `spend_cap_reached:${customerId}:${start.toISOString()}:${spendCap.amount}`,
        recipient: reader.email,
        locale: reader.locale,
        customerId,
        data: {
          cap: spendCap.amount.toString(),
          overage: overage.toString(),
          currency,
          periodEnd: end.toISOString(),
        },
      },
    },
  ]
}

const nameOf = ({ customerId, meterCode, periodStart, threshold }: AlertRow): string =>
  `${customerId}\n${meterCode}\n${periodStart.getTime()}\n${threshold}`

/** Of each customer and meter the highest threshold: who passed three at once wants one email. */
function highest(alerts: readonly Alert[]): Alert[] {
  const best = new Map<string, Alert>()
  for (const alert of alerts) {
    const key = `${alert.customerId}\n${alert.meterCode}`
    const known = best.get(key)
    if (!known || alert.threshold > known.threshold) best.set(key, alert)
  }
  return [...best.values()]
}
