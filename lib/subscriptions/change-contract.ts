import { phaseAt, restartPhases } from '@/lib/engine/phases'
import type { PriceRow } from '@/lib/catalog/read-catalog'
import { conflict, invalid } from '@/lib/platform/errors'
import { newId } from '@/lib/platform/id'
import { phaseFact, type Contract, type ContractItem } from './contract-facts'
import { phaseRows } from './contract-phases'

export interface PlanChange {
  price: PriceRow
  quantity: number
  /** When it takes effect. */
  at: Date
  /** Whether the running cycle is settled; default: it is. */
  startProration?: 'PRORATE' | 'NONE'
  /** Begins a new full cycle at `at`, even if the rhythm stays. */
  restarts?: boolean
  /** Add-ons that run beside the plan, at their price in the plan's new rhythm. */
  addOnPrices?: ReadonlyMap<string, PriceRow>
}

/** The item that is the plan itself; the others are add-ons. */
export function planItem<Item extends ContractItem>(items: readonly Item[]): Item | undefined {
  return items.find(({ to, price }) => to === null && price.plan.kind === 'PLAN')
}

/** The next segment of an item, from `at` on. */
export function nextSegment(item: ContractItem, changes: Partial<ContractItem> & { from: Date }): ContractItem {
  return { ...item, startProration: 'PRORATE', endProration: 'PRORATE', ...changes, id: newId('seg'), to: null }
}

/**
 * The contract with a change of plan, price or quantity in it, without writing anything: a preview computes with
 * `contract`, the real thing writes `closed`, `opened` and `phases`. During a trial the billed phase to come takes the new
 * rhythm. Throws already_on_price, add_on_not_in_interval.
 */
export function changeContract<C extends Contract>({ contract, change }: { contract: C; change: PlanChange }) {
  const { price, quantity, at } = change
  const current = planItem(contract.items)
  if (!current) throw new Error(`Subscription ${contract.id} has no running item.`)
  if (current.priceId === price.id && current.quantity === quantity) {
    throw invalid('already_on_price', 'This is your plan already.')
  }
  const facts = contract.phases.map(phaseFact)
  const running = phaseAt(facts, at)
  const rhythm = { interval: price.interval, intervalCount: price.intervalCount }
  const before = contract.phases.at(-1)
  const keepsRhythm = before?.interval === price.interval && before.intervalCount === price.intervalCount
  const phases =
    running.kind !== 'BILLED'
      ? keepsRhythm
        ? null
        : facts.map((fact) => (fact.from > at ? { ...fact, ...rhythm } : fact))
      : keepsRhythm && !change.restarts
        ? null
        : restartPhases({ phases: facts, at, ...rhythm, endProration: 'prorate' })

  const addOns = keepsRhythm ? [] : contract.items.filter((item) => item.to === null && item !== current)
  const opened = [
    nextSegment(current, {
      priceId: price.id,
      price,
      quantity,
      from: at,
      startProration: change.startProration ?? 'PRORATE',
    }),
    ...addOns.map((item) => {
      const next = change.addOnPrices?.get(item.price.planId)
      if (!next)
        throw conflict('add_on_not_in_interval', `${item.price.plan.name} is not sold in this rhythm. Remove it first.`)
      return nextSegment(item, { priceId: next.id, price: next, from: at })
    }),
  ]
  const closed = [current, ...addOns]
  const items = [...contract.items.map((item) => (closed.includes(item) ? { ...item, to: at } : item)), ...opened]
  const rows = phases && phaseRows({ subscriptionId: contract.id, phases, rhythm })
  const changed: Contract = { ...contract, items, phases: rows ?? contract.phases }
  return { contract: changed, closed, opened, phases: rows }
}
