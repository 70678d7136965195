import { expect, test } from 'vitest'
import { endpoints } from './endpoints'
import { apiReference, type ReferenceField } from './reference'

const sections = apiReference()

test('every endpoint is on one page, and no page is empty', () => {
  const shown = sections.flatMap(({ operations }) => operations.map(({ id }) => id))
  expect([...shown].sort()).toEqual(endpoints.map(({ operationId }) => operationId).sort())
  expect(sections.filter(({ operations }) => operations.length === 0)).toEqual([])
})

test('what a page links to is on it', () => {
  const linked = (fields: ReferenceField[]): string[] =>
    fields.flatMap(({ object, fields: inner }) => [...(object ? [object] : []), ...linked(inner)])
  for (const { name, operations, objects } of sections) {
    const known = new Set(objects.map(({ id }) => id))
    const links = [
      ...operations.flatMap(({ parameters, body, answer }) => [
        ...linked([...parameters, ...(body ?? [])]),
        ...(answer.object ? [answer.object] : []),
      ]),
      ...objects.flatMap(({ fields }) => linked(fields)),
    ]
    expect(links.length, name).toBeGreaterThan(0)
    expect(
      links.filter((link) => !known.has(link)),
      name,
    ).toEqual([])
  }
})

test('a body of several forms shows the fields of all; a request has the query it needs', () => {
  const find = (operationId: string) =>
    sections.flatMap(({ operations }) => operations).find(({ id }) => id === operationId)!
  const fields = find('createEntitlementOverride').body!
  expect(fields.filter(({ required }) => required).map(({ name }) => name)).toEqual(['customerId', 'reason'])
  expect(fields.map(({ name }) => name)).toEqual(expect.arrayContaining(['feature', 'value', 'meter', 'included']))
  expect(find('getTrialBalance').curl).toContain('/ledger/trial-balance?from=2026-01-31&through=2026-01-31"')
  expect(find('getInvoiceXml').curl).toContain('-o document.xml')
})
