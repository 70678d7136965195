import { describe, expect, it } from 'vitest'
import { toCp1252 } from './cp1252'
import { datevHead, datevRows } from './datev'
import { DATEV_COLUMNS } from './datev-columns'
import type { EntryRow } from './ledger-store'

const entry = (account: string, amount: bigint): EntryRow => ({
  transactionId: 'ltx_1',
  position: 0,
  // 1 April in Berlin.
  occurredAt: new Date('2026-03-31T22:30:00Z'),
  kind: 'invoice.finalized',
  sourceId: 'inv_1',
  account,
  amount,
  currency: 'EUR',
  customerId: 'cus_1',
  customerName: 'Müller "Söhne"',
  document: 'INV-2026-000042',
  invoiceId: 'inv_1',
  paymentId: null,
})
const filled = (text: string) =>
  text
    .split('\r\n')
    .filter(Boolean)
    .map((line) => line.split(';').filter(Boolean).join(' '))

describe('the batch', () => {
  it('begins with a head of 31 fields and the names of 125', () => {
    const text = datevHead({
      from: '2026-03-01',
      through: '2026-03-31',
      chart: 'SKR04',
      consultant: 1001,
      client: 7,
      createdAt: new Date('2026-04-02T08:09:10.123Z'),
    })
    const [head, columns, rest] = text.split('\r\n')
    expect(head).toBe(
      '"EXTF";700;21;"Buchungsstapel";13;20260402080910123;;"CB";"";"";1001;7;20260101;4;20260301;20260331;"Concierge 2026-03-01 - 2026-03";"";1;0;0;"EUR";;"";;;"04";;;"";""',
    )
    expect(head!.split(';')).toHaveLength(31)
    expect(columns!.split(';')).toHaveLength(125)
    expect(DATEV_COLUMNS.indexOf('Festschreibung')).toBe(113)
    expect(rest).toBe('')
  })

  it('an invoice of 59.00 + 11.21 VAT is two postings, dated by the seller’s day', () => {
    const text = datevRows(
      [entry('receivable', 7021n), entry('revenue.deferred', -5900n), entry('vat.DE', -1121n)],
      'SKR03',
    )
    expect(filled(text)).toEqual([
      '59,00 "S" "EUR" 1410 0990 0104 "INV-2026-000042" "Rechnung Müller ""Söhne""" 0',
      '11,21 "S" "EUR" 1410 1776 0104 "INV-2026-000042" "Rechnung Müller ""Söhne""" 0',
    ])
    for (const line of text.trimEnd().split('\r\n')) expect(line.split(';')).toHaveLength(125)
  })

  it('several debits and credits: each account gets what the ledger says', () => {
    // DR earned 3.00, deferred 56.00, VAT 11.21; CR receivable 20.21, credit 50.00
    const text = datevRows(
      [
        entry('revenue.earned', 300n),
        entry('revenue.deferred', 5600n),
        entry('vat.DE', 1121n),
        entry('receivable', -2021n),
        entry('customer_credit', -5000n),
      ],
      'SKR04',
    )
    expect(filled(text).map((line) => line.split(' "INV')[0])).toEqual([
      '50,00 "S" "EUR" 3900 3501 0104',
      '6,00 "S" "EUR" 3900 1210 0104',
      '11,21 "S" "EUR" 3806 1210 0104',
      '3,00 "S" "EUR" 4200 1210 0104',
    ])
  })

  it('writes five cents, and no line breaks into a text', () => {
    const five = [entry('fees.stripe', 5n), { ...entry('cash.stripe', -5n) }]
    five[0]!.customerName = 'A\nB'
    expect(datevRows(five, 'SKR03')).toMatch(/^0,05;"S";.*"Rechnung A B"/)
  })
})

it('Windows-1252: umlauts and the euro sign are one byte, what it has not is folded', () => {
  expect([...toCp1252('Aß€–ő漢\u0081')]).toEqual([0x41, 0xdf, 0x80, 0x96, 0x6f, 0x3f, 0x3f])
  expect([...toCp1252('„€“Œž')]).toEqual([0x84, 0x80, 0x93, 0x8c, 0x9e])
})
