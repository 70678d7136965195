import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import { SimulationResult } from '@/components/admin/simulator/simulation-result'
import { EXAMPLES } from '@/lib/simulator/examples'
import { playScenario } from '@/lib/simulator/play-scenario'

/** What is to be read on screen, without the markup. */
function shown(id: string): string {
  const played = playScenario(JSON.stringify(EXAMPLES.find((each) => each.id === id)?.scenario))
  if ('error' in played) throw new Error(played.error)
  return renderToStaticMarkup(createElement(SimulationResult, { report: played.report })).replaceAll(/<[^>]+>/g, '|')
}

test.each(EXAMPLES.map(({ id }) => id))('%s is shown with its documents', (id) => {
  expect(shown(id)).toMatch(/INV-1\|/)
})

test('of several subscriptions each state is shown, and whose each line is', () => {
  const two = shown('two-together').replaceAll(/\|+/g, '|')
  expect(two).toContain('|Subscriptions|2|')
  expect(two).toMatch(/\|sub_1\|Active\|.*\|North\|Active\|1 × Starter, monthly\|15 Mar 2026\|/)
  expect(two).toContain('|Professional, monthly|sub_1 · 15 Feb')
  expect(two).toContain('|North: Starter, monthly|15 Feb')
  expect(shown('one-leaves').replaceAll(/\|+/g, '|')).toMatch(/\|South\|Canceled\|/)
  expect(shown('monthly')).not.toContain('Subscriptions')
})
