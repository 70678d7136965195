import { expect, test } from 'vitest'
import { simulate } from '@/lib/engine/simulation/simulate'
import { parseScenario } from './parse-scenario'
import { reportOf } from './report'

const home = { name: 'Home', amount: '119.00', tax: 'inclusive' }
const mrrOf = (country: string) =>
  reportOf(
    simulate(
      parseScenario(
        JSON.stringify({
          title: 'VAT inside',
          customer: { country },
          prices: { home },
          events: [{ at: '2026-01-01', type: 'start', price: 'home' }],
          until: '2026-02-10',
        }),
      ),
    ),
  ).end.mrr

test('MRR is without the VAT inside the price, as the customer is charged it', () => {
  // 119.00 ÷ 1.19 in Germany; in Switzerland all of it is ours.
  expect(mrrOf('DE')).toBe('100.00')
  expect(mrrOf('CH')).toBe('119.00')
})
