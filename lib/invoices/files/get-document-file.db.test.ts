import { beforeAll, expect, test } from 'vitest'
import { legalEntity } from '@/lib/catalog/default-catalog'
import { getDocumentProxy } from 'unpdf'
import { db, inTransaction } from '@/lib/platform/db/client'
import type { DraftLine } from '../draft'
import { issueInvoices } from '../issue-invoices'
import { readText } from '../pdf/testing/read-pdf'
import { recordPayment } from '../record-payment'
import { getDocumentFile } from './get-document-file'

const now = new Date('2026-11-15T09:30:00Z')
let count = 0

beforeAll(async () => {
  await db.legalEntity.upsert({ where: { id: legalEntity.id }, create: legalEntity, update: {} })
})

/** 2 × 59.50 with 19 % VAT inside, 10 % off: 107.10 gross, VAT 17.10, net 90.00; discount 10.00 net, unit price 50.00. */
const line: Omit<DraftLine, 'billingKey'> = {
  kind: 'CHARGE',
  subscriptionId: null,
  segmentId: null,
  cycleIndex: null,
  planCode: null,
  priceId: null,
  description: 'Professional',
  quantity: 2,
  unitAmount: '5950',
  from: null,
  to: null,
  amount: 11_900n,
  discounts: [{ discountId: 'dis_1', amount: 1190n }],
  taxBehavior: 'INCLUSIVE',
  explanation: {},
}

async function issued({ locale = 'de' } = {}): Promise<{ id: string; number: string; customerId: string }> {
  count += 1
  const customer = await db.customer.create({
    data: {
      id: `cus_${count}`,
      name: 'Lindner GmbH',
      email: 'a@customer.example',
      addressLine1: 'Königstraße 12',
      postalCode: '70173',
      city: 'Stuttgart',
      country: 'DE',
      locale,
      timeZone: 'Europe/Berlin',
      createdAt: now,
    },
  })
  const [invoice] = await inTransaction((tx) =>
    issueInvoices(tx, {
      drafts: [
        {
          customerId: customer.id,
          subscriptionId: null,
          reason: 'MANUAL',
          lines: [{ ...line, billingKey: `manual:${count}` }],
          collect: 'on_session',
        },
      ],
      customers: new Map([[customer.id, customer]]),
      now,
    }),
  )
  return { id: invoice!.id, number: invoice!.number!, customerId: customer.id }
}

const pdfOf = (id: string, customerId?: string) => getDocumentFile({ kind: 'INVOICE', id, format: 'PDF', customerId })
const ublOf = (id: string) => getDocumentFile({ kind: 'INVOICE', id, format: 'UBL' })
const kept = (documentId: string) => db.documentFile.findMany({ where: { documentId } })

async function attachmentsOf(pdf: Buffer): Promise<string[]> {
  const proxy = await getDocumentProxy(new Uint8Array(pdf))
  return Object.keys(((await proxy.getAttachments()) as object | null) ?? {})
}

test('prices with VAT inside are net on paper, with the discount of each line', async () => {
  const { id, number } = await issued()
  const { bytes, filename, contentType } = await pdfOf(id)
  expect({ filename, contentType }).toEqual({ filename: `${number}.pdf`, contentType: 'application/pdf' })
  const text = await readText(bytes)
  expect(text).toContain('Rabatt −10,00 € 2 50,00 € 19 % 100,00 €')
  expect(text).toContain('Zwischensumme 100,00 € Rabatt −10,00 € Summe netto 90,00 € Umsatzsteuer 17,10 €')
  expect(await attachmentsOf(bytes)).toEqual(['factur-x.xml'])
})

test('a file is made once and kept, until what it says has changed', async () => {
  const { id } = await issued()
  const first = await pdfOf(id)
  expect((await pdfOf(id)).bytes.equals(first.bytes)).toBe(true)
  expect(await kept(id)).toHaveLength(1)

  await inTransaction((tx) => recordPayment(tx, { invoiceId: id, amount: 10_710n, now }))
  const paid = await pdfOf(id)
  expect(await readText(first.bytes)).not.toContain('Bezahlt am')
  expect(await readText(paid.bytes)).toContain('Bezahlt am 15.11.2026')
  expect((await pdfOf(id)).bytes.equals(paid.bytes)).toBe(true)
  expect(await kept(id)).toHaveLength(1)
})

test('the UBL has the totals of the invoice, and is kept beside the PDF', async () => {
  const { id, number } = await issued()
  const { filename, contentType, bytes } = await ublOf(id)
  expect({ filename, contentType }).toEqual({ filename: `${number}.xml`, contentType: 'application/xml' })
  const xml = bytes.toString()
  expect(xml).toContain('<cbc:TaxInclusiveAmount currencyID="EUR">107.10</cbc:TaxInclusiveAmount>')
  expect(xml).toContain('<cbc:TaxExclusiveAmount currencyID="EUR">90.00</cbc:TaxExclusiveAmount>')
  await pdfOf(id)
  expect((await kept(id)).map(({ format }) => format).sort()).toEqual(['PDF', 'UBL'])
})

test('nobody gets another customer’s, a draft, or what there is not, even when it is kept', async () => {
  const { id, customerId } = await issued()
  await pdfOf(id, customerId)
  await expect(pdfOf(id, 'cus_other')).rejects.toMatchObject({ code: 'not_found' })
  await expect(pdfOf('inv_none')).rejects.toMatchObject({ code: 'not_found' })
  await expect(getDocumentFile({ kind: 'CREDIT_NOTE', id, format: 'PDF' })).rejects.toMatchObject({ code: 'not_found' })
})

test('a void invoice is a paper that says so, and no e-invoice', async () => {
  const { id } = await issued({ locale: 'en' })
  await ublOf(id)
  await db.invoice.update({ where: { id }, data: { status: 'VOID', voidedAt: now } })
  await expect(ublOf(id)).rejects.toMatchObject({ code: 'invoice_void' })
  const { bytes } = await pdfOf(id)
  expect(await readText(bytes)).toContain('Void – this invoice has no effect')
  expect(await attachmentsOf(bytes)).toEqual([])
})

test('a credit note has both files too', async () => {
  const { id, customerId } = await issued()
  const invoice = await db.invoice.findUniqueOrThrow({ where: { id }, include: { lines: true } })
  const { id: lineId, description, taxCategory, taxRate, taxCountry } = invoice.lines[0]!
  const amounts = { amount: 4500n, taxAmount: 855n }
  await db.creditNote.create({
    data: {
      id: `cn_${count}`,
      number: `CN-TEST-${count}`,
      seriesPrefix: 'CN-TEST',
      seriesNumber: count,
      invoiceId: id,
      customerId,
      legalEntityId: invoice.legalEntityId,
      currency: 'EUR',
      reason: 'requested',
      subtotal: 4500n,
      taxTotal: 855n,
      total: 5355n,
      toRefund: 5355n,
      seller: invoice.seller!,
      buyer: invoice.buyer!,
      locale: 'de',
      issuedAt: now,
      lines: {
        create: [
          {
            id: `cnl_${count}`,
            position: 0,
            invoiceLineId: lineId,
            description,
            ...amounts,
            taxCategory,
            taxRate,
            taxCountry,
          },
        ],
      },
    },
  })
  const file = { kind: 'CREDIT_NOTE', id: `cn_${count}`, customerId } as const
  const pdf = await getDocumentFile({ ...file, format: 'PDF' })
  expect(await readText(pdf.bytes)).toContain('Korrekturbetrag brutto 53,55 €')
  expect((await getDocumentFile({ ...file, format: 'PDF' })).bytes.equals(pdf.bytes)).toBe(true)
  const ubl = await getDocumentFile({ ...file, format: 'UBL' })
  expect(ubl.bytes.toString()).toContain('<cbc:CreditNoteTypeCode>381</cbc:CreditNoteTypeCode>')
  await expect(getDocumentFile({ ...file, format: 'UBL', customerId: 'cus_other' })).rejects.toMatchObject({
    code: 'not_found',
  })
})
