import monthly from '@/docs/simulator/01-monthly.json'
import upgrade from '@/docs/simulator/02-upgrade.json'
import downgrade from '@/docs/simulator/03-downgrade.json'
import toYearly from '@/docs/simulator/04-to-yearly.json'
import trial from '@/docs/simulator/05-trial-reverse-charge.json'
import cardFixed from '@/docs/simulator/06-card-fixed.json'
import dunningEnds from '@/docs/simulator/07-dunning-ends.json'
import pause from '@/docs/simulator/08-pause.json'
import usage from '@/docs/simulator/09-usage.json'
import seats from '@/docs/simulator/10-seats-and-refund.json'
import sixWays from '@/docs/simulator/11-six-ways.json'
import disputes from '@/docs/simulator/12-disputes.json'
import netTerms from '@/docs/simulator/13-net-terms.json'
import together from '@/docs/simulator/14-two-together.json'
import oneLeaves from '@/docs/simulator/15-one-leaves.json'

export interface Example {
  /** Stands in the page's address. */
  id: string
  title: string
  scenario: object
}

/** The worked examples of docs/SIMULATOR.md, in its order. */
export const EXAMPLES: readonly Example[] = [
  { id: 'monthly', ...about(monthly) },
  { id: 'upgrade', ...about(upgrade) },
  { id: 'downgrade', ...about(downgrade) },
  { id: 'to-yearly', ...about(toYearly) },
  { id: 'trial', ...about(trial) },
  { id: 'card-fixed', ...about(cardFixed) },
  { id: 'dunning-ends', ...about(dunningEnds) },
  { id: 'pause', ...about(pause) },
  { id: 'usage', ...about(usage) },
  { id: 'seats', ...about(seats) },
  { id: 'six-ways', ...about(sixWays) },
  { id: 'disputes', ...about(disputes) },
  { id: 'net-terms', ...about(netTerms) },
  { id: 'two-together', ...about(together) },
  { id: 'one-leaves', ...about(oneLeaves) },
]

function about(scenario: { title: string }): Omit<Example, 'id'> {
  return { title: scenario.title, scenario }
}
