import { expect, test } from 'vitest'
import { clientAddress, isSameOrigin } from './client-request'

const request = (method: string, headers: Record<string, string>) =>
  new Request('http://internal:3000/portal/x', { method, headers: { host: 'billing.example', ...headers } })

test('reading needs no origin', () => {
  expect(isSameOrigin(request('GET', { origin: 'https://evil.example' }))).toBe(true)
})

test('a change must come from our own pages', () => {
  expect(isSameOrigin(request('POST', { origin: 'https://billing.example' }))).toBe(true)
  expect(isSameOrigin(request('POST', { 'sec-fetch-site': 'same-origin' }))).toBe(true)
  expect(isSameOrigin(request('POST', { origin: 'https://evil.example' }))).toBe(false)
  expect(isSameOrigin(request('DELETE', { origin: 'https://billing.example.evil.example' }))).toBe(false)
  expect(isSameOrigin(request('POST', { origin: 'null' }))).toBe(false)
  expect(isSameOrigin(request('POST', { 'sec-fetch-site': 'cross-site' }))).toBe(false)
  expect(isSameOrigin(request('POST', {}))).toBe(false)
})

test('behind a proxy the host is the one that people see', () => {
  const headers = { host: '10.0.0.7:3000', 'x-forwarded-host': 'billing.example', origin: 'https://billing.example' }
  expect(isSameOrigin(request('POST', headers))).toBe(true)
})

test('the address is what the nearest proxy saw, not what the caller claims', () => {
  expect(clientAddress(new Headers({ 'x-forwarded-for': '1.1.1.1, 203.0.113.9' }))).toBe('203.0.113.9')
  expect(clientAddress(new Headers())).toBe('unknown')
})
