import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { simulate } from '@/lib/engine/simulation/simulate'
import { EXAMPLES } from './examples'
import { parseScenario } from './parse-scenario'
import { reportOf, type SimulationReport } from './report'
import { reportText } from './report-text'

const docs = new URL('../../docs/', import.meta.url)
const page = readFileSync(new URL('SIMULATOR.md', docs), 'utf8')

/** What the page says of each example: its file, its table, its last line, its refusals. */
const told = page
  .split(/^### (?=\d+\. )/m)
  .slice(1)
  .map((section) => {
    const rows = [...section.matchAll(/^\| ((?:INV|CN)-.*) \|$/gm)].map(([, row = '']) =>
      row.split('|').map((cell) => cell.trim()),
    )
    const end = /^At the end: (.*)\.$/m.exec(section)?.[1]
    const refused = [...section.matchAll(/^Refused: (.*)\.$/gm)].flatMap(([, codes = '']) =>
      codes.replaceAll('`', '').split(', '),
    )
    return { title: section.split('\n')[0], file: /\]\((simulator\/[^)]+)\)/.exec(section)?.[1], rows, end, refused }
  })

const documentsOf = ({ invoices, creditNotes }: SimulationReport) => [
  ...invoices.map(({ number, date, net, vat, total, fromCredit, status }) => [
    number,
    date,
    net,
    vat,
    total,
    fromCredit,
    status,
  ]),
  ...creditNotes.map(({ number, date, net, vat, total, invoice }) => [
    number,
    date,
    net,
    vat,
    total,
    '',
    `on ${invoice}`,
  ]),
]

test('the page works fifteen examples, each a file, and each file is one of them', () => {
  expect(told).toHaveLength(15)
  const files = readdirSync(new URL('simulator/', docs)).map((name) => `simulator/${name}`)
  expect(told.map(({ file }) => file)).toEqual(files.toSorted())
})

describe.each(told)('$title', ({ file, rows, end, refused }) => {
  const report = reportOf(simulate(parseScenario(readFileSync(new URL(String(file), docs), 'utf8'))))

  test('the documents are those worked by hand', () => {
    expect(rows.length).toBeGreaterThan(0)
    expect(documentsOf(report)).toEqual(rows)
  })

  test('and so are the states and sums at the end', () => {
    expect(/^At the end: (.*) \(\w+\)\.$/m.exec(reportText(report))?.[1]).toBe(end)
    expect(report.refusals.map(({ code }) => code)).toEqual(refused)
  })

  test('each line explains itself, and the tables name each document', () => {
    for (const { lines } of report.invoices) for (const { why } of lines) expect(why).toMatch(/^\S.* = ?.*\d/)
    const text = reportText(report)
    for (const [number = ''] of rows) expect(text).toContain(number)
  })
})

test('the admin screen offers the same examples in the same order', () => {
  expect(EXAMPLES.map(({ title }) => title)).toEqual(told.map(({ title }) => title?.replace(/^\d+\. /, '')))
  expect(new Set(EXAMPLES.map(({ id }) => id)).size).toBe(EXAMPLES.length)
})
