import { InvoiceService } from '@e-invoice-eu/core'
import { getDocumentProxy } from 'unpdf'
import { describe, expect, it, vi } from 'vitest'
import { LANGUAGES } from '@/lib/platform/locale'
import type { InvoiceDocument } from '../pdf/document'
import { renderCreditNotePdf } from '../pdf/render-credit-note'
import { renderInvoicePdf } from '../pdf/render-invoice'
import { readText } from '../pdf/testing/read-pdf'
import { november, sampleCreditNote, sampleInvoice, sampleInvoices, sampleLine } from '../pdf/testing/sample-documents'
import { embedFacturX, generateCii, generateUbl } from './generate'
import { ciiSchemaErrors } from './testing/xsd'
import { creditNoteToEInvoice, invoiceToEInvoice } from './to-einvoice'

vi.setConfig({ testTimeout: 30_000 })

const ublOf = async (document: InvoiceDocument) => oneLine(await generateUbl(invoiceToEInvoice(document)))
const oneLine = (xml: string) => xml.replace(/>\s+</g, '><')
const eur = (name: string, amount: string) => `<cbc:${name} currencyID="EUR">${amount}</cbc:${name}>`

const models = [
  ...Object.entries(sampleInvoices).map(([name, document]) => [name, invoiceToEInvoice(document)] as const),
  ...LANGUAGES.map((locale) => [`credit note ${locale}`, creditNoteToEInvoice(sampleCreditNote({ locale }))] as const),
]

describe('every sample', () => {
  it.each(models)('“%s” is valid CII by the schema of Factur-X', async (_name, model) => {
    expect(await ciiSchemaErrors(await generateCii(model))).toEqual([])
  })

  it.each(models)('“%s” holds to the library’s schema of UBL with its code lists', async (_name, model) => {
    const service = new InvoiceService({ log: () => {}, warn: () => {}, error: () => {} })
    expect(await service.generate(model, { format: 'UBL', lang: 'en' })).toBe(await generateUbl(model))
  })

  it('a document that is not valid is found to be so', async () => {
    const xml = await generateCii(invoiceToEInvoice(sampleInvoice()))
    const [error] = await ciiSchemaErrors(xml.replaceAll('SpecifiedTradeProduct', 'SpecifiedTradeThing'))
    expect(error).toContain('SpecifiedTradeThing')
  })
})

describe('an invoice as UBL', () => {
  it('carries numbers, dates, period and order as the paper does', async () => {
    const xml = await ublOf(sampleInvoices.german)
    expect(xml).toContain('<cbc:ID>NC-2026-000123</cbc:ID><cbc:IssueDate>2026-11-15</cbc:IssueDate>')
    expect(xml).toContain('<cbc:InvoiceTypeCode>380</cbc:InvoiceTypeCode>')
    expect(xml).toContain('<cbc:StartDate>2026-11-15</cbc:StartDate><cbc:EndDate>2026-12-15</cbc:EndDate>')
    expect(xml).toContain('<cac:OrderReference><cbc:ID>EK-2026-0815</cbc:ID></cac:OrderReference>')
  })

  it('names both parties with their ids, and who manages ours', async () => {
    const xml = await ublOf(sampleInvoices.reverseCharge)
    expect(xml).toContain('<cbc:CompanyID>DE136695976</cbc:CompanyID>')
    expect(xml).toContain('<cbc:CompanyID>FR40303265045</cbc:CompanyID>')
    expect(xml).toContain('<cbc:CompanyID>Amtsgericht Charlottenburg, HRB 201234 B</cbc:CompanyID>')
    expect(xml).toContain('<cbc:CompanyLegalForm>Gérance: Miriam Castell, Jonas Albrecht</cbc:CompanyLegalForm>')
  })

  it('has the totals BT-106 to BT-115 of a partly paid invoice', async () => {
    // 59.00 + 11.21 VAT = 70.21; 30.00 paid and 10.00 credited leave 30.21.
    const xml = await ublOf(sampleInvoices.partlyPaid)
    expect(xml).toContain(
      [
        eur('LineExtensionAmount', '59.00'),
        eur('TaxExclusiveAmount', '59.00'),
        eur('TaxInclusiveAmount', '70.21'),
        eur('PrepaidAmount', '40.00'),
        eur('PayableAmount', '30.21'),
      ].join(''),
    )
  })

  it('gives a discount as an allowance of its line', async () => {
    // 60.00 less 1.00 = 59.00.
    const lines = [sampleLine({ amount: 5900n, discountAmount: 100n, unitAmount: '6000' })]
    const xml = await ublOf(sampleInvoice({ lines }))
    expect(xml).toContain(eur('LineExtensionAmount', '59.00'))
    expect(xml).toContain(
      `<cbc:AllowanceChargeReasonCode>95</cbc:AllowanceChargeReasonCode><cbc:AllowanceChargeReason>Discount</cbc:AllowanceChargeReason>${eur('Amount', '1.00')}`,
    )
    expect(xml).toContain(eur('PriceAmount', '60'))
  })

  it('takes a credit as a negative quantity, and a price below a cent for a thousand', async () => {
    const xml = await ublOf(sampleInvoices.german)
    // −11.80 of a price of 29.00: −1 × 11.80.
    expect(xml).toContain(
      `<cbc:InvoicedQuantity unitCode="C62">-1</cbc:InvoicedQuantity>${eur('LineExtensionAmount', '-11.80')}`,
    )
    expect(xml).toContain(eur('PriceAmount', '11.80'))
    // 10,000 × 0.00125 = 12.50.
    expect(xml).toContain(`${eur('PriceAmount', '1.25')}<cbc:BaseQuantity unitCode="C62">1000</cbc:BaseQuantity>`)
  })

  it('says why nothing is charged: reverse charge, out of scope, exempt', async () => {
    expect(await ublOf(sampleInvoices.reverseCharge)).toContain(
      '<cbc:ID>AE</cbc:ID><cbc:Percent>0</cbc:Percent><cbc:TaxExemptionReasonCode>VATEX-EU-AE</cbc:TaxExemptionReasonCode><cbc:TaxExemptionReason>Autoliquidation',
    )
    const outside = await ublOf(sampleInvoices.short)
    expect(outside).toContain('<cbc:ID>O</cbc:ID><cbc:TaxExemptionReasonCode>VATEX-EU-O</cbc:TaxExemptionReasonCode>')
    expect(outside).not.toContain('PartyTaxScheme')
    expect(await ublOf(sampleInvoices.multiRate)).toContain('VATEX-EU-151')
    const { buyer } = sampleInvoices.multiRate
    const own = await ublOf({
      ...sampleInvoices.multiRate,
      buyer: { ...buyer, taxExemptReason: 'Art. 132 – hospital' },
    })
    expect(own).toContain('<cbc:TaxExemptionReason>Art. 132 – hospital</cbc:TaxExemptionReason>')
    expect(own).not.toContain('VATEX-EU-151')
  })

  it('says how it was paid or is to be', async () => {
    expect(await ublOf(sampleInvoice())).toContain(
      '<cbc:PaymentMeansCode>48</cbc:PaymentMeansCode><cac:CardAccount><cbc:PrimaryAccountNumberID>4242</cbc:PrimaryAccountNumberID><cbc:NetworkID>visa</cbc:NetworkID>',
    )
    expect(await ublOf(sampleInvoices.oneStopShop)).toContain('<cbc:PaymentMeansCode>59</cbc:PaymentMeansCode>')
    const transfer = await ublOf(sampleInvoices.reverseCharge)
    expect(transfer).toContain(
      '<cbc:PaymentMeansCode>58</cbc:PaymentMeansCode><cbc:PaymentID>NC-2026-000123</cbc:PaymentID>',
    )
    expect(transfer).toContain('<cbc:ID>DE89370400440532013000</cbc:ID><cbc:Name>New Concierge GmbH</cbc:Name>')
    expect(transfer).toContain('<cbc:ID>COBADEFFXXX</cbc:ID>')
    expect(transfer).toContain('<cbc:DueDate>2026-12-15</cbc:DueDate>')
    expect(transfer).toContain('<cbc:Note>À régler au plus tard le 15')
  })

  it('explains a line and survives what XML cannot carry', async () => {
    const lines = [
      sampleLine({ amount: 5900n, description: 'A & B <c>\u0007', explanation: '15 of 31 days: €59.00', ...november }),
    ]
    const xml = await ublOf(sampleInvoice({ lines }))
    expect(xml).toContain('<cbc:Description>15 of 31 days: €59.00</cbc:Description>')
    expect(xml).toContain('<cbc:Name>A &amp; B &lt;c&gt;</cbc:Name>')
  })
})

it('a credit note as UBL is a CreditNote with positive amounts that names its invoice', async () => {
  const xml = oneLine(await generateUbl(creditNoteToEInvoice(sampleCreditNote())))
  expect(xml).toMatch(/<CreditNote xmlns="urn:oasis:names:specification:ubl:schema:xsd:CreditNote-2"/)
  expect(xml).toContain('<cbc:CreditNoteTypeCode>381</cbc:CreditNoteTypeCode>')
  expect(xml).toContain(
    '<cac:InvoiceDocumentReference><cbc:ID>NC-2026-000123</cbc:ID><cbc:IssueDate>2026-11-15</cbc:IssueDate>',
  )
  expect(xml).toContain(`${eur('TaxInclusiveAmount', '35.11')}${eur('PayableAmount', '35.11')}`)
  expect(xml).toContain('€30.00 refunded to the payment method used. €5.11 added to your balance')
})

/** The order of UBL 2.1's schemas, of the elements that we write. */
it.each([
  [
    'Invoice',
    invoiceToEInvoice({ ...sampleInvoices.multiRate, poNumber: 'PO-1', memo: 'Thank you' }),
    'ID IssueDate DueDate InvoiceTypeCode Note DocumentCurrencyCode TaxCurrencyCode InvoicePeriod OrderReference',
  ],
  [
    'CreditNote',
    creditNoteToEInvoice(sampleCreditNote({ poNumber: 'PO-1' })),
    'ID IssueDate CreditNoteTypeCode Note DocumentCurrencyCode OrderReference BillingReference',
  ],
])('the elements of an %s stand in the order of UBL 2.1', async (root, invoice, head) => {
  const names = topElements(oneLine(await generateUbl(invoice)))
  const foot = `Delivery PaymentMeans PaymentTerms TaxTotal LegalMonetaryTotal ${root}Line`
  const order = `CustomizationID ProfileID ${head} AccountingSupplierParty AccountingCustomerParty ${foot}`.split(' ')
  const ranks = names.map((name) => order.indexOf(name))
  expect(ranks).not.toContain(-1)
  expect(ranks).toEqual([...ranks].sort((a, b) => a - b))
})

function topElements(xml: string): string[] {
  let depth = 0
  return Array.from(xml.matchAll(/<(\/?)c[ab]c:(\w+)/g)).flatMap(([, closing, name]) => {
    if (closing) depth -= 1
    return !closing && depth++ === 0 ? [name!] : []
  })
}

describe('Factur-X', () => {
  it.each(LANGUAGES)('the PDF in %s carries the very XML, and reads as before', async (locale) => {
    const document = sampleInvoice({ locale })
    const invoice = invoiceToEInvoice(document)
    const plain = await renderInvoicePdf(document)
    const pdf = await embedFacturX(invoice, plain, locale)
    expect(await attachedXml(pdf)).toBe(await generateCii(invoice))
    expect(await readText(pdf)).toBe(await readText(plain))
    const metadata = pdf.toString('latin1')
    expect(metadata).toContain('<pdfaid:part>3</pdfaid:part>')
    expect(metadata).toMatch(/<fx:ConformanceLevel>EN 16931<\/fx:ConformanceLevel>/)
  })

  it('a credit note carries code 381', async () => {
    const document = sampleCreditNote({ locale: 'de' })
    const pdf = await embedFacturX(creditNoteToEInvoice(document), await renderCreditNotePdf(document), 'de')
    expect(await attachedXml(pdf)).toContain('<ram:TypeCode>381</ram:TypeCode>')
  })
})

async function attachedXml(pdf: Buffer): Promise<string> {
  const proxy = await getDocumentProxy(new Uint8Array(pdf))
  const files = (await proxy.getAttachments()) as Record<string, { filename: string; content: Uint8Array }>
  expect(Object.keys(files)).toEqual(['factur-x.xml'])
  return new TextDecoder().decode(files['factur-x.xml']!.content)
}
