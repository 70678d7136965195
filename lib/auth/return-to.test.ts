import fc from 'fast-check'
import { expect, test } from 'vitest'
import { safeReturnTo, signInPath } from './return-to'

test.each(['/portal', '/checkout?price=price_1&seats=2#card', '/admin/customers/cus_1', '/'])('%s stays', (path) => {
  expect(safeReturnTo(path)).toBe(path)
})

test.each([
  'https://evil.example/portal',
  '//evil.example',
  '/\\evil.example',
  '\\\\evil.example',
  '/\t/evil.example',
  '/\n/evil.example',
  '/.//evil.example',
  '/x/..//evil.example',
  'javascript:alert(1)',
  'portal',
  '',
  `/${'a'.repeat(3000)}`,
  undefined,
  null,
  ['/portal'],
])('%j is not a way back', (value) => {
  expect(safeReturnTo(value, '/portal')).toBe('/portal')
})

test('whatever a link says, the browser stays on this site', () => {
  const nasty = fc.array(
    fc.constantFrom('/', '\\', '.', ':', '@', '#', '?', '\t', ' ', '%2f', 'evil.example', 'http'),
    {
      maxLength: 8,
    },
  )
  fc.assert(
    fc.property(nasty, (parts) => {
      const target = new URL(safeReturnTo(parts.join('')), 'https://billing.example')
      return target.origin === 'https://billing.example' && !target.pathname.startsWith('//')
    }),
  )
})

test('the way back survives the query of the sign-in page', () => {
  const path = '/portal/invoices?status=open&page=2'
  const url = new URL(signInPath(path), 'https://billing.example')
  expect(safeReturnTo(url.searchParams.get('returnTo'))).toBe(path)
})
