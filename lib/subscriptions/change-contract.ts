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
 * `contract`, the real thing writes `closed`, `opened`, `repriced` and `phases`. During a trial the billed phase to come takes the new
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
  const phase = phaseAt(facts, at)
  const rhythm = { interval: price.interval, intervalCount: price.intervalCount }
  const before = contract.phases.at(-1)
  const keepsRhythm = before?.interval === price.interval && before.intervalCount === price.intervalCount
  const phases =
    phase.kind !== 'BILLED'
      ? keepsRhythm
        ? null
        : facts.map((fact) => (fact.from > at ? { ...fact, ...rhythm } : fact))
      : keepsRhythm && !change.restarts
        ? null
        : restartPhases({ phases: facts, at, ...rhythm, endProration: 'prorate' })

  const addOns = keepsRhythm ? [] : contract.items.filter((item) => isAddOn(item) && lastsAfter(item, at))
  const inRhythm = (item: ContractItem): PriceRow => {
    const next = change.addOnPrices?.get(item.price.planId)
    if (next) return next
    throw conflict('add_on_not_in_interval', `${item.price.plan.name} is not sold in this rhythm. Remove it first.`)
  }
  const startProration = change.startProration ?? 'PRORATE'
  const running = addOns.filter(({ from }) => from < at)
  const opened = [
    nextSegment(current, { priceId: price.id, price, quantity, from: at, startProration }),
    ...running.map((item) => {
      const next = inRhythm(item)
      const { to, endProration } = item
      return { ...nextSegment(item, { priceId: next.id, price: next, from: at }), ...(to && { to, endProration }) }
    }),
  ]
  const closed = [current, ...running]
  // What begins with the change or later begins as planned.
  const repriced = addOns.flatMap((item): ContractItem[] => {
    const next = item.from < at ? null : inRhythm(item)
    return next ? [{ ...item, priceId: next.id, price: next }] : []
  })
  const repricedOf = new Map(repriced.map((item) => [item.id, item]))
  const kept = contract.items.map(
    (item) => repricedOf.get(item.id) ?? (closed.includes(item) ? { ...item, to: at } : item),
  )
  const rows = phases && phaseRows({ subscriptionId: contract.id, phases, rhythm })
  const changed: Contract = { ...contract, items: [...kept, ...opened], phases: rows ?? contract.phases }
  return { contract: changed, closed, opened, repriced, phases: rows }
}

const isAddOn = ({ price }: ContractItem): boolean => price.plan.kind === 'ADD_ON'

/** Runs at that instant, or is planned for then or later. */
const lastsAfter = ({ from, to }: ContractItem, at: Date): boolean => to === null || (to > at && to > from)
