import { z } from 'zod'
import { dateInZone } from '@/lib/engine/calendar'
import { chartRow, CHARTS } from '@/lib/engine/chart-of-accounts'
import { BOOKS_TIME_ZONE } from '@/lib/engine/revenue'
import { invalid } from '@/lib/platform/errors'
import { exportDatev as exportUseCase } from '@/lib/reports/export-ledger'
import { readDeferredRevenue } from '@/lib/reports/read-deferred'
import { readEntrySlice, readTrialBalance } from '@/lib/reports/read-ledger'
import { readVat } from '@/lib/reports/read-vat'
import { defineEndpoint, defineFileEndpoint } from '../endpoint'
import { amountAnswer, currencyAnswer, currencySchema, customerIdSchema, daySchema, toAmount } from '../fields'
import { pageOf, pageQuery, readPage, type Slice } from '../pages'
import { ledgerEntrySchema, toLedgerEntry } from '../views/ledger-view'

const common = { method: 'get', tag: 'Ledger', scope: 'ledger:read', staffOnly: true, limit: 'costly' } as const

const period = {
  from: daySchema('The first day of the books (of Berlin).'),
  through: daySchema('The last day, included.'),
}
const currency = currencySchema.default('EUR')
const periodAnswer = { from: z.iso.date(), through: z.iso.date(), currency: currencyAnswer }
const problems = { period_invalid: 'It ends before it begins.' }

function assertPeriod({ from, through }: { from: string; through: string }): void {
  if (through < from) throw invalid('period_invalid', 'The period ends before it begins.')
}

export const getTrialBalance = defineEndpoint({
  ...common,
  path: '/ledger/trial-balance',
  operationId: 'getTrialBalance',
  summary: 'Get the trial balance',
  description:
    'Every account with what it held before, what moved, and what it holds then. Debit is positive, credit negative; the sum is zero.',
  query: z.object({ ...period, currency }),
  answer: z
    .object({
      ...periodAnswer,
      accounts: z.array(
        z
          .object({
            account: z.string().meta({ example: 'receivable' }),
            class: z.enum(['ASSET', 'LIABILITY', 'INCOME', 'EXPENSE']),
            numbers: z.object({ SKR03: z.string(), SKR04: z.string() }).meta({ description: 'In DATEV’s charts.' }),
            opening: amountAnswer('Before the period.'),
            debit: amountAnswer('In the period.'),
            credit: amountAnswer('In the period, positive.'),
            closing: amountAnswer('At its end.'),
          })
          .meta({ id: 'AccountBalance' }),
      ),
    })
    .meta({ id: 'TrialBalance' }),
  problems,
  handle: async ({ query }) => {
    assertPeriod(query)
    const rows = await readTrialBalance(query)
    return {
      ...query,
      accounts: rows.map((row) => ({
        account: row.account,
        class: CLASSES[row.class],
        numbers: chartRow(row.account).numbers,
        opening: toAmount(row.opening),
        debit: toAmount(row.debit),
        credit: toAmount(row.credit),
        closing: toAmount(row.closing),
      })),
    }
  },
})

const CLASSES = { asset: 'ASSET', liability: 'LIABILITY', income: 'INCOME', expense: 'EXPENSE' } as const

export const listLedgerEntries = defineEndpoint({
  ...common,
  path: '/ledger/entries',
  operationId: 'listLedgerEntries',
  summary: 'List entries',
  description: 'The newest first; those of one transaction stand together and sum to zero.',
  query: z.object({
    ...pageQuery,
    ...period,
    currency: currencySchema.optional(),
    account: z
      .array(z.string().min(1).max(60))
      .max(20)
      .default([])
      .meta({ description: 'Any of these accounts; repeat the parameter for more than one.' }),
    customerId: customerIdSchema.optional(),
  }),
  answer: pageOf(ledgerEntrySchema, 'LedgerEntry'),
  problems,
  handle: async ({ query }) => {
    assertPeriod(query)
    const { from, through, currency, account: accounts, customerId } = query
    const filter = { from, through, currency, accounts, customerId }
    return readPage({
      query,
      read: async ({ from: place, ...slice }: Slice) =>
        (await readEntrySlice(filter, { ...slice, from: placeOf(place) })).map((row) => ({
          ...row,
          id: `${row.transactionId}-${row.position}`,
        })),
      at: ({ occurredAt }) => occurredAt,
      view: toLedgerEntry,
    })
  },
})

/** An entry's place from its id in a cursor: `ltx_…-2`. */
function placeOf(from: Slice['from']) {
  if (!from) return null
  const [transactionId = '', position] = from.id.split('-')
  if (!/^\d{1,6}$/.test(position ?? '')) throw invalid('invalid_cursor', 'This is no cursor of ours.')
  return { at: from.at, transactionId, position: Number(position) }
}

export const getVatReport = defineEndpoint({
  ...common,
  path: '/ledger/vat',
  operationId: 'getVatReport',
  summary: 'Get VAT by country and rate',
  description: 'Of the documents of a period by their date, and corrections for claims given up.',
  query: z.object({ ...period, currency }),
  answer: z
    .object({
      ...periodAnswer,
      rates: z.array(
        z
          .object({
            country: z.string().meta({ example: 'DE' }),
            rate: z.string().meta({ description: 'Per cent.', example: '19' }),
            category: z.string().meta({ description: 'VAT category of EN 16931: S, AE, E, O …' }),
            taxable: amountAnswer('Net.'),
            tax: amountAnswer('VAT.'),
            documents: z.int(),
          })
          .meta({ id: 'VatRate' }),
      ),
      badDebt: z.array(
        z.object({
          country: z.string(),
          tax: amountAnswer('Less for claims given up, more for those paid after all.'),
        }),
      ),
      total: amountAnswer('What is to be paid.'),
    })
    .meta({ id: 'VatReport' }),
  problems,
  handle: async ({ query }) => {
    assertPeriod(query)
    const { rows, badDebt, total } = await readVat(query)
    return {
      ...query,
      rates: rows.map((row) => ({ ...row, taxable: toAmount(row.taxable), tax: toAmount(row.tax) })),
      badDebt: badDebt.map(({ country, tax }) => ({ country, tax: toAmount(tax) })),
      total: toAmount(total),
    }
  },
})

export const getDeferredRevenue = defineEndpoint({
  ...common,
  path: '/ledger/deferred-revenue',
  operationId: 'getDeferredRevenue',
  summary: 'Get what is billed and not yet earned',
  description: 'As of today, and in which months it will be earned if nothing is billed or credited any more.',
  query: z.object({ currency }),
  answer: z
    .object({
      currency: currencyAnswer,
      day: z.iso.date(),
      deferred: amountAnswer('What is left to earn.'),
      months: z.array(
        z.object({
          month: z.string().meta({ example: '2026-03' }),
          earned: amountAnswer('In it.'),
          left: amountAnswer('When it ends.'),
        }),
      ),
    })
    .meta({ id: 'DeferredRevenue' }),
  handle: async ({ query: { currency }, now }) => {
    const today = dateInZone({ at: now, timeZone: BOOKS_TIME_ZONE })
    const { deferred, months } = await readDeferredRevenue({ currency, day: today })
    return {
      currency,
      day: today,
      deferred: toAmount(deferred),
      months: months.map(({ month, earned, left }) => ({ month, earned: toAmount(earned), left: toAmount(left) })),
    }
  },
})

export const exportDatev = defineFileEndpoint({
  ...common,
  path: '/ledger/datev',
  operationId: 'exportDatev',
  summary: 'Export entries for DATEV',
  description: 'A Buchungsstapel (EXTF 700) of the entries in euros of some days of one year, in Windows-1252.',
  query: z.object({
    ...period,
    chart: z.enum(CHARTS).default('SKR04'),
    consultant: z.coerce.number().int().min(1001).max(9_999_999).meta({ description: 'Berater.', example: 1001 }),
    client: z.coerce.number().int().min(1).max(99_999).meta({ description: 'Mandant.', example: 1 }),
  }),
  file: 'text/csv',
  problems: {
    ...problems,
    datev_one_year: 'The days are of two years.',
    datev_too_many: 'They are more than the 99,999 postings that DATEV takes.',
  },
  handle: async ({ query, now }) => {
    assertPeriod(query)
    const pieces: Uint8Array[] = []
    for await (const piece of await exportUseCase({ ...query, createdAt: now })) pieces.push(piece)
    const filename = `EXTF_Buchungsstapel_${query.from}_${query.through}.csv`
    return { filename, contentType: 'text/csv; charset=windows-1252', bytes: Buffer.concat(pieces) }
  },
})
