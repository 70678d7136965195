import { expect, test } from 'vitest'
import { decodeForm } from './form'

test('brackets nest, indices and empty brackets make lists', () => {
  expect(decodeForm('a=1&b[c]=2&b[d][e]=3&items[0][price]=p1&items[1][price]=p2&expand[]=x&expand[]=y')).toEqual({
    a: '1',
    b: { c: '2', d: { e: '3' } },
    items: [{ price: 'p1' }, { price: 'p2' }],
    expand: ['x', 'y'],
  })
})

test('values are decoded, and stay text', () => {
  expect(decodeForm('name=J%C3%BCrgen+M&amount=100&flag=true&empty=')).toEqual({
    name: 'Jürgen M',
    amount: '100',
    flag: 'true',
    empty: '',
  })
})

test('a name that mimics a prototype is a name like any other', () => {
  const decoded = decodeForm('__proto__[polluted]=1&constructor=2')
  expect(Object.keys(decoded)).toEqual(['__proto__', 'constructor'])
  expect('polluted' in {}).toBe(false)
})
