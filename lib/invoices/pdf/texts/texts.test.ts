import { describe, expect, it } from 'vitest'
import { LANGUAGES } from '@/lib/platform/locale'
import { textsIn } from './texts'

/** The same in several languages by right. */
const SHARED = new Set(['bank.iban', 'bank.bic', 'methods.paypal', 'explanation.fullPrice', 'explanation.tierWithFee'])

/** Every text by its path; functions are asked with arguments that can be found again in what they say. */
function leaves(value: unknown, path: string[] = []): Map<string, string> {
  if (typeof value === 'string') return new Map([[path.join('.'), value]])
  if (typeof value === 'function')
    return new Map([[path.join('.'), said(value as (...facts: unknown[]) => string, path)]])
  return new Map(Object.entries(value as object).flatMap(([key, inner]) => [...leaves(inner, [...path, key])]))
}

function said(text: (...facts: unknown[]) => string, path: string[]): string {
  if (path.at(-1) !== 'taxLabel') return text('‹1›', '‹2›', '‹3›', '‹4›')
  return ['S', 'AE', 'O', 'E', 'Z'].map((category) => text({ category, rate: '‹1›', country: '‹2›' })).join(' ')
}

const facts = (text: string) => [...new Set(text.match(/‹\d›/g))].sort()

describe('the words of the papers', () => {
  const english = leaves(textsIn('en'))

  it.each(LANGUAGES)('say something everywhere in %s', (language) => {
    const texts = leaves(textsIn(language))
    expect([...texts.keys()].sort()).toEqual([...english.keys()].sort())
    for (const [path, text] of texts) expect(text.trim(), path).toMatch(/./)
  })

  it.each(['de', 'fr', 'nl'] as const)('name the same facts in %s as in English', (language) => {
    for (const [path, text] of leaves(textsIn(language))) expect(facts(text), path).toEqual(facts(english.get(path)!))
  })

  it.each(['de', 'fr', 'nl'] as const)('were not left in English in %s', (language) => {
    const same = [...leaves(textsIn(language))].filter(([path, text]) => text.length > 12 && text === english.get(path))
    expect(same.map(([path]) => path).filter((path) => !SHARED.has(path))).toEqual([])
  })
})
