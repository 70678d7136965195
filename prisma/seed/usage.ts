import { db } from '@/lib/platform/db/client'
import { ingestUsage } from '@/lib/usage/ingest-usage'
import { MAX_EVENTS, type UsageEventInput } from '@/lib/usage/schemas'
import type { Random } from './random'

const HOUR = 60 * 60 * 1000
const SOURCE = 'concierge'
const BUILDINGS = ['Lindenhof', 'Parkallee 12', 'Am Weiher 3', 'Torhaus', 'Gartenstraße 8', 'Villa Nord']

interface Consumer {
  customerId: string
  /** How much of a Professional plan's size it is. */
  size: number
  mayCall: boolean
}

/** Most stay within their plan. */
const SIZES: Record<string, [least: number, most: number]> = {
  starter: [0.06, 0.14],
  professional: [0.25, 0.95],
  enterprise: [0.9, 1.8],
}

/** What the demo's customers used in the last week, as the product would have reported it: a few hundred events, in batches. */
export async function seedUsage(
  random: Random,
  { ownerEmail, now }: { ownerEmail: string; now: Date },
): Promise<number> {
  const running = await db.subscription.findMany({
    where: { status: { in: ['ACTIVE', 'TRIALING', 'PAST_DUE'] } },
    select: { customerId: true, items: { where: { to: null }, select: { price: { select: { plan: true } } } } },
    orderBy: { startedAt: 'asc' },
  })
  const owner = await db.member.findFirst({ where: { user: { email: ownerEmail } }, select: { customerId: true } })
  const others = running.filter(({ customerId }) => customerId !== owner?.customerId).slice(0, 60)
  const events = others.flatMap(({ customerId, items }) => {
    const code = items.find(({ price }) => price.plan.kind === 'PLAN')?.price.plan.code ?? 'starter'
    const [least, most] = SIZES[code] ?? SIZES.starter!
    const size = least + random.next() * (most - least)
    return week({ customerId, size, mayCall: code !== 'starter' }, now)
  })
  if (owner)
    events.push(
      ...week({ customerId: owner.customerId, size: 1, mayCall: true }, now),
      ...secondThoughts(owner.customerId),
    )
  for (let at = 0; at < events.length; at += MAX_EVENTS) {
    const results = await ingestUsage({ events: events.slice(at, at + MAX_EVENTS), caller: { customerId: null }, now })
    const refused = results.find(({ status }) => status === 'rejected')
    if (refused) throw new Error(`An event of the demo was refused: ${refused.message}`)
  }
  return events.length
}

/** One message was not sent after all, and one count was wrong. */
function secondThoughts(subject: string): UsageEventInput[] {
  const about = { source: SOURCE, subject, type: 'sms.sent' }
  return [
    { ...about, id: `${subject}-sms-3-not-sent`, reverses: `${subject}-sms-3` },
    {
      ...about,
      id: `${subject}-sms-22-corrected`,
      corrects: `${subject}-sms-22`,
      data: { quantity: '4', building_id: BUILDINGS[4] },
    },
  ]
}

/** Levels once, what is counted every quarter of a day; busier by day. */
function week({ customerId, size, mayCall }: Consumer, now: Date): UsageEventInput[] {
  const buildings = BUILDINGS.slice(0, Math.max(1, Math.round(size * BUILDINGS.length)))
  const first = new Date(now.getTime() - 6.5 * 24 * HOUR)
  const event = (id: string, type: string, time: Date, quantity: number, building?: string): UsageEventInput => ({
    id: `${customerId}-${id}`,
    source: SOURCE,
    type,
    subject: customerId,
    time: time.toISOString(),
    data: { quantity: String(quantity), ...(building && { building_id: building }) },
  })
  const levels = [
    event('buildings', 'buildings.counted', first, Math.ceil(8 * size)),
    event('users', 'users.counted', first, Math.ceil(9 * size)),
    ...buildings.flatMap((building, index) => [
      event(`units-${index}`, 'units.counted', first, Math.ceil((size * 190) / (index + 1.5)), building),
      event(`gb-${index}`, 'storage.measured', first, Math.ceil((size * 420) / (index + 2)) / 10, building),
    ]),
  ]
  const calls = (step: number, time: Date, busy: number, building: string | undefined) =>
    event(`calls-${step}`, 'api.called', time, Math.round(size * busy * (310 + 40 * (step % 7))), building)
  const counted = Array.from({ length: 26 }, (_, step) => new Date(first.getTime() + step * 6 * HOUR)).flatMap(
    (time, step) => {
      const busy = time.getUTCHours() >= 6 && time.getUTCHours() < 20 ? 3 : 1
      const building = buildings[step % buildings.length]
      return [
        ...(mayCall ? [calls(step, time, busy, building)] : []),
        event(`sms-${step}`, 'sms.sent', time, Math.round(size * busy * (3 + (step % 5))), building),
      ]
    },
  )
  return [...levels, ...counted]
}
