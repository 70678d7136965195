import fc from 'fast-check'
import { describe, expect, it, vi } from 'vitest'
import { toMajorUnits } from '@/lib/engine/money'
import { checkRules } from './check-rules'
import { generateCii } from './generate'
import { arbitraryCreditNote, arbitraryInvoice } from './testing/arbitrary-invoice'
import { ciiSchemaErrors } from './testing/xsd'
import { creditNoteToEInvoice, invoiceToEInvoice } from './to-einvoice'

vi.setConfig({ testTimeout: 60_000 })

describe('whatever the engine bills', () => {
  it('breaks no rule of EN 16931, and its totals are ours to the cent', () => {
    fc.assert(
      fc.property(arbitraryInvoice, (document) => {
        const invoice = invoiceToEInvoice(document)
        expect(checkRules(invoice)).toEqual([])
        const totals = invoice['ubl:Invoice']['cac:LegalMonetaryTotal']
        const due = document.total - document.amountPaid - document.amountCredited
        expect(totals['cbc:TaxInclusiveAmount']).toBe(toMajorUnits(document.total, document.currency))
        expect(totals['cbc:PayableAmount']).toBe(toMajorUnits(due, document.currency))
      }),
      { numRuns: 2000 },
    )
  })

  it('has VAT that is the rate of its net to the cent, or one beside it where VAT was inside the prices', () => {
    fc.assert(
      fc.property(arbitraryInvoice, ({ taxes }) => {
        for (const { taxable, tax, rate } of taxes) {
          // In thousandths of a minor unit, rates having one decimal: |tax − taxable × rate ÷ 100| ≤ 1.
          const off = tax * 1000n - taxable * BigInt(Number(rate) * 10)
          expect(off <= 1000n && off >= -1000n).toBe(true)
        }
      }),
      { numRuns: 2000 },
    )
  })

  it('can be credited in parts without breaking a rule', () => {
    fc.assert(
      fc.property(arbitraryCreditNote, (document) => {
        const invoice = creditNoteToEInvoice(document)
        expect(checkRules(invoice)).toEqual([])
        const { 'cbc:PayableAmount': payable } = invoice['ubl:Invoice']['cac:LegalMonetaryTotal']
        expect(payable).toBe(toMajorUnits(document.total, document.currency))
      }),
      { numRuns: 1500 },
    )
  })

  it('is valid by the schema', async () => {
    for (const document of fc.sample(arbitraryInvoice, 12)) {
      expect(await ciiSchemaErrors(await generateCii(invoiceToEInvoice(document)))).toEqual([])
    }
  })
})
