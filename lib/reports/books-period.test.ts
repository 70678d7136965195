import { expect, it } from 'vitest'
import { booksPresets, readBooksPeriod } from './books-period'

it('takes real days in their order, and else the present month', () => {
  const today = '2026-02-10'
  const month = { from: '2026-02-01', through: '2026-02-10' }
  expect(readBooksPeriod({ from: '2025-01-01', through: '2025-12-31', today })).toEqual({
    from: '2025-01-01',
    through: '2025-12-31',
  })
  expect(readBooksPeriod({ from: '2026-02-30', through: '2026-03-01', today })).toEqual(month)
  expect(readBooksPeriod({ from: '2026-03-01', through: '2026-02-01', today })).toEqual(month)
  expect(readBooksPeriod({ today })).toEqual(month)
})

it('on 10 February 2026 the last quarter and year are those of 2025', () => {
  expect(booksPresets('2026-02-10')).toEqual([
    { id: 'month', from: '2026-02-01', through: '2026-02-10' },
    { id: 'lastMonth', from: '2026-01-01', through: '2026-01-31' },
    { id: 'quarter', from: '2026-01-01', through: '2026-02-10' },
    { id: 'lastQuarter', from: '2025-10-01', through: '2025-12-31' },
    { id: 'year', from: '2026-01-01', through: '2026-02-10' },
    { id: 'lastYear', from: '2025-01-01', through: '2025-12-31' },
  ])
})
