import type { PriceRow } from '@/lib/catalog/read-catalog'
import { invalid } from '@/lib/platform/errors'
import { newId } from '@/lib/platform/id'
import type { Contract } from './compute-billing'

export interface PlanChange {
  price: PriceRow
  quantity: number
  /** When it takes effect. */
  at: Date
}

/**
 * The contract with a change in it, without writing anything: a preview computes with `contract`, the real thing writes
 * `closed`, `opened` and `phase`. Throws already_on_price.
 */
export function changeContract<C extends Contract>({ contract, change }: { contract: C; change: PlanChange }) {
  const { price, quantity, at } = change
  const running = contract.items.filter(({ to }) => to === null)
  const current = running[0]
  if (!current) throw new Error(`Subscription ${contract.id} has no running item.`)
  if (current.priceId === price.id && current.quantity === quantity) {
    throw invalid('already_on_price', 'This is your plan already.')
  }
  const closed = { ...current, to: at }
  const opened: Contract['items'][number] = {
    id: newId('seg'),
    itemId: current.itemId,
    priceId: price.id,
    quantity,
    from: at,
    to: null,
    startProration: 'PRORATE',
    price,
  }
  const rhythm = contract.phases.at(-1)
  const keepsRhythm = rhythm?.interval === price.interval && rhythm.intervalCount === price.intervalCount
  const phase: Contract['phases'][number] | null = keepsRhythm
    ? null
    : {
        subscriptionId: contract.id,
        kind: 'BILLED',
        from: at,
        anchor: at,
        interval: price.interval,
        intervalCount: price.intervalCount,
      }
  const items = [...contract.items.map((item) => (item.id === current.id ? closed : item)), opened]
  const changed: Contract = { ...contract, items, phases: phase ? [...contract.phases, phase] : contract.phases }
  return { contract: changed, closed, opened, phase }
}
