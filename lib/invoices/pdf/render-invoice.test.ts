import { describe, expect, it, vi } from 'vitest'
import type { Language } from '@/lib/platform/locale'
import type { InvoiceDocument } from './document'
import { renderInvoicePdf } from './render-invoice'
import { readPages, readText } from './testing/read-pdf'
import { sampleInvoice, sampleInvoices, sampleLine } from './testing/sample-documents'

// The first document of a process reads the typefaces; on a busy machine that takes its time.
vi.setConfig({ testTimeout: 20_000 })

/** 10 × €59.00 = €590.00 net, 19 % = €112.10, total €702.10. */
const tenLicences = {
  lines: [sampleLine({ description: 'Professional', quantity: 10, unitAmount: '5900', amount: 59000n })],
}

/** Article 226 of Directive 2006/112/EC, number by number; § 14 Abs. 4 UStG asks for the same. */
const required: Record<Language, Record<string, string>> = {
  en: {
    '1 date of issue': 'Date of issue 15 Nov 2026',
    '2 sequential number': 'Invoice number NC-2026-000123',
    '3 VAT id of the supplier': 'VAT ID DE136695976',
    '4 VAT id of the customer': 'Your VAT ID DE811569869',
    '5 name and address of the supplier': 'New Concierge GmbH Torstraße 140 10119 Berlin Germany',
    '5 name and address of the customer': 'Hausverwaltung Lindner & Söhne GmbH Königstraße 12 70173 Stuttgart Germany',
    '6 nature, quantity; 8 unit price; 9 rate': 'Professional 15 Nov – 15 Dec 2026 10 €59.00 19% €590.00',
    '7 date of supply': 'Period of supply 15 Nov – 15 Dec 2026',
    '8, 9, 10 taxable amount, rate and VAT': '19% Germany €590.00 €112.10',
    '10 VAT payable': 'VAT €112.10',
    total: 'Total including VAT €702.10',
    'how it stands': 'Paid on 15 Nov 2026 by Visa ending in 4242',
  },
  de: {
    '1 date of issue': 'Rechnungsdatum 15.11.2026',
    '2 sequential number': 'Rechnungsnummer NC-2026-000123',
    '3 VAT id of the supplier': 'USt-IdNr. DE136695976',
    '4 VAT id of the customer': 'Ihre USt-IdNr. DE811569869',
    '5 name and address of the supplier': 'New Concierge GmbH Torstraße 140 10119 Berlin Deutschland',
    '5 name and address of the customer':
      'Hausverwaltung Lindner & Söhne GmbH Königstraße 12 70173 Stuttgart Deutschland',
    '6 nature, quantity; 8 unit price; 9 rate': 'Professional 15.11. – 15.12.2026 10 59,00 € 19 % 590,00 €',
    '7 date of supply': 'Leistungszeitraum 15.11. – 15.12.2026',
    '8, 9, 10 taxable amount, rate and VAT': '19 % Deutschland 590,00 € 112,10 €',
    '10 VAT payable': 'Umsatzsteuer 112,10 €',
    total: 'Gesamtbetrag brutto 702,10 €',
    'how it stands': 'Bezahlt am 15.11.2026 per Visa mit Endziffern 4242',
  },
  fr: {
    '1 date of issue': 'Date d’émission 15 nov. 2026',
    '2 sequential number': 'Numéro de facture NC-2026-000123',
    '3 VAT id of the supplier': 'N° de TVA DE136695976',
    '4 VAT id of the customer': 'Votre n° de TVA DE811569869',
    '5 name and address of the supplier': 'New Concierge GmbH Torstraße 140 10119 Berlin Allemagne',
    '5 name and address of the customer':
      'Hausverwaltung Lindner & Söhne GmbH Königstraße 12 70173 Stuttgart Allemagne',
    '6 nature, quantity; 8 unit price; 9 rate': 'Professional 15 nov. – 15 déc. 2026 10 59,00 € 19 % 590,00 €',
    '7 date of supply': 'Période de prestation 15 nov. – 15 déc. 2026',
    '8, 9, 10 taxable amount, rate and VAT': '19 % Allemagne 590,00 € 112,10 €',
    '10 VAT payable': 'TVA 112,10 €',
    total: 'Total TTC 702,10 €',
    'how it stands': 'Payée le 15 nov. 2026 par carte Visa se terminant par 4242',
  },
  nl: {
    '1 date of issue': 'Factuurdatum 15 nov 2026',
    '2 sequential number': 'Factuurnummer NC-2026-000123',
    '3 VAT id of the supplier': 'Btw-id DE136695976',
    '4 VAT id of the customer': 'Uw btw-id DE811569869',
    '5 name and address of the supplier': 'New Concierge GmbH Torstraße 140 10119 Berlin Duitsland',
    '5 name and address of the customer':
      'Hausverwaltung Lindner & Söhne GmbH Königstraße 12 70173 Stuttgart Duitsland',
    '6 nature, quantity; 8 unit price; 9 rate': 'Professional 15 nov – 15 dec 2026 10 € 59,00 19% € 590,00',
    '7 date of supply': 'Leveringsperiode 15 nov – 15 dec 2026',
    '8, 9, 10 taxable amount, rate and VAT': '19% Duitsland € 590,00 € 112,10',
    '10 VAT payable': 'Btw € 112,10',
    total: 'Totaal inclusief btw € 702,10',
    'how it stands': 'Betaald op 15 nov 2026 met Visa eindigend op 4242',
  },
}

const languages = Object.keys(required) as Language[]

describe('an invoice states all that the Directive asks for', () => {
  it.each(languages)('in %s', async (locale) => {
    const text = await readText(await renderInvoicePdf(sampleInvoice({ ...tenLicences, locale })))
    for (const [what, words] of Object.entries(required[locale])) expect(text, what).toContain(words)
  })

  it('names the day of supply where there is no period', async () => {
    const lines = [sampleLine({ amount: 5900n, from: null, to: null })]
    const text = await readText(await renderInvoicePdf(sampleInvoice({ lines, supplyPeriod: null })))
    expect(text).toContain('Date of supply 15 Nov 2026')
  })
})

describe('the words the law wants beside the figures', () => {
  it.each([
    ['en', 'Reverse charge – Article 196 Directive 2006/112/EC'],
    ['de', 'Steuerschuldnerschaft des Leistungsempfängers (Reverse Charge) – Artikel 196 der Richtlinie 2006/112/EG'],
    ['fr', 'Autoliquidation – article 196 de la directive 2006/112/CE'],
    ['nl', 'Btw verlegd – artikel 196 van Richtlijn 2006/112/EG'],
  ])('reverse charge in %s, with both VAT ids', async (locale, words) => {
    const text = await readText(await renderInvoicePdf({ ...sampleInvoices.reverseCharge, locale }))
    expect(text).toContain(words)
    expect(text).toContain('FR40303265045')
    expect(text).toContain('DE136695976')
  })

  it('VAT of the customer’s country through the One Stop Shop', async () => {
    const text = await readText(await renderInvoicePdf({ ...sampleInvoices.oneStopShop, locale: 'en' }))
    expect(text).toContain('VAT of the customer’s country (Netherlands), declared through the One Stop Shop')
    expect(text).toContain('21% Netherlands €29.00 €6.09')
  })

  it('outside the European Union there is no rate at all', async () => {
    const text = await readText(await renderInvoicePdf(sampleInvoices.short))
    expect(text).toContain('Not subject to VAT in the European Union')
    expect(text).toContain('€59.00 – €59.00')
  })

  it('a domestic invoice needs none', async () => {
    expect(await readText(await renderInvoicePdf(sampleInvoice()))).not.toContain('Directive')
  })

  it('several rates are listed apart, with the VAT in euros where the invoice is in another currency', async () => {
    const text = await readText(await renderInvoicePdf(sampleInvoices.multiRate))
    expect(text).toContain('19% Germany CHF 69.00 CHF 13.11')
    expect(text).toContain('7% Germany CHF 40.00 CHF 2.80')
    expect(text).toContain('Exempt from VAT CHF 20.00 CHF 0.00')
    expect(text).toContain('VAT in EUR €16.84')
    expect(text).toContain('Article 151 Directive 2006/112/EC')
  })
})

describe('how an invoice stands', () => {
  const open = { status: 'OPEN' as const, amountPaid: 0n, payments: [] }

  it('to be paid by transfer: by when, where to and with which reference', async () => {
    const text = await readText(await renderInvoicePdf({ ...sampleInvoices.reverseCharge, locale: 'en' }))
    expect(text).toContain('Please pay by 15 Dec 2026')
    expect(text).toContain('IBAN DE89 3704 0044 0532 0130 00 BIC COBADEFFXXX Reference NC-2026-000123 Amount €990.00')
  })

  it('to be collected by us: no bank details that would invite a second payment', async () => {
    const text = await readText(await renderInvoicePdf(sampleInvoice(open)))
    expect(text).toContain('Will be collected automatically')
    expect(text).not.toContain('Pay by bank transfer')
  })

  it('partly paid and credited: what is left is asked for', async () => {
    const text = await readText(await renderInvoicePdf(sampleInvoices.partlyPaid))
    expect(text).toContain('Paid on 20 Nov 2026 −€30.00 Credited −€10.00 Amount due €30.21')
    expect(text).toContain('Amount €30.21')
  })

  it('what the balance paid stands apart from what was credited', async () => {
    const text = await readText(await renderInvoicePdf({ ...sampleInvoices.partlyPaid, amountFromBalance: 400n }))
    expect(text).toContain('Paid from balance −€4.00 Credited −€6.00 Amount due €30.21')
  })

  it('void, free of charge and settled by credit note are said', async () => {
    expect(await readText(await renderInvoicePdf(sampleInvoices.voided))).toContain('this invoice has no effect')
    expect(await readText(await renderInvoicePdf(sampleInvoices.free))).toContain('Nothing to pay')
    const credited = sampleInvoice({ status: 'PAID', amountPaid: 0n, payments: [], amountCredited: 7021n })
    expect(await readText(await renderInvoicePdf(credited))).toContain('Settled by credit note')
    const fromBalance = { ...credited, amountFromBalance: 7021n }
    expect(await readText(await renderInvoicePdf(fromBalance))).not.toContain('Settled by credit note')
  })
})

describe('lines', () => {
  it('prints prices below a cent exactly, credits with a true minus, and says where a price is pro rata', async () => {
    const text = await readText(await renderInvoicePdf(sampleInvoices.german))
    expect(text).toContain('10.000 0,00125 € 19 % 12,50 €')
    expect(text).toContain('Anteilig für den genannten Zeitraum 1 29,00 € 19 % −11,80 €')
    expect(text.match(/Anteilig/g)).toHaveLength(1)
  })

  it('shows amounts before discounts, so that the column adds up to the subtotal', async () => {
    // 60.00 before 1.00 off: 59.00 net, 11.21 VAT.
    const lines = [sampleLine({ amount: 5900n, discountAmount: 100n, unitAmount: '6000' })]
    const text = await readText(await renderInvoicePdf(sampleInvoice({ lines })))
    expect(text).toContain('Discount −€1.00 1 €60.00 19% €60.00')
    expect(text).toContain('Subtotal €60.00 Discount −€1.00 Total excluding VAT €59.00 VAT €11.21')
  })

  it('names days in the customer’s time zone', async () => {
    // 23:30 on 30 November in London is already 1 December in Berlin.
    const issuedAt = new Date('2026-11-30T23:30:00Z')
    const london = await readText(await renderInvoicePdf(sampleInvoice({ issuedAt, timeZone: 'Europe/London' })))
    const berlin = await readText(await renderInvoicePdf(sampleInvoice({ issuedAt, timeZone: 'Europe/Berlin' })))
    expect(london).toContain('Date of issue 30 Nov 2026')
    expect(berlin).toContain('Date of issue 1 Dec 2026')
  })
})

describe('the paper', () => {
  it('repeats head, column names and foot on every page, and counts the pages', async () => {
    const pages = await readPages(await renderInvoicePdf(sampleInvoices.long))
    expect(pages).toHaveLength(5)
    pages.forEach((page, index) => {
      expect(page).toContain('New Concierge')
      expect(page).toContain('Description Qty Unit price VAT Net amount')
      expect(page).toContain(`Page ${index + 1} of 5`)
      expect(page.includes('Invoice NC-2026-000123')).toBe(index > 0)
    })
    for (let building = 1; building <= 60; building += 1) {
      expect(pages.filter((page) => page.includes(`Building ${building},`))).toHaveLength(1)
    }
  })

  it('goes on to a second page where few lines need more than one', async () => {
    const memo = Array.from({ length: 40 }, (_, index) => `Remark ${index + 1} of the agreement.`).join('\n')
    const pages = await readPages(await renderInvoicePdf({ ...sampleInvoices.short, memo }))
    expect(pages).toHaveLength(2)
    expect(pages[0]).toContain('Page 1 of 2')
    expect(pages[1]).toContain('Remark 40 of the agreement.')
    for (let remark = 1; remark <= 40; remark += 1) {
      expect(pages.filter((page) => page.includes(`Remark ${remark} of`))).toHaveLength(1)
    }
  })

  it.each([
    ['en', 'Managing directors: Miriam Castell, Jonas Albrecht'],
    ['de', 'Geschäftsführung: Miriam Castell, Jonas Albrecht'],
    ['fr', 'Gérance: Miriam Castell, Jonas Albrecht'],
    ['nl', 'Bestuur: Miriam Castell, Jonas Albrecht'],
  ])('names register and managing directors on every page in %s, as § 35a GmbHG asks', async (locale, words) => {
    const pages = await readPages(await renderInvoicePdf({ ...sampleInvoices.long, locale }))
    for (const page of pages) expect(page).toContain(`HRB 201234 B ${words}`)
  })

  it('embeds its typefaces, and only those it uses', async () => {
    const fonts = await declaredFonts(sampleInvoices.german)
    expect(fonts).toEqual(['InstrumentSans-Medium', 'InstrumentSans-Regular', 'InstrumentSans-SemiBold'])
    expect(await declaredFonts(sampleInvoices.longNames)).toContain('IBMPlexSans-Medium')
  })

  it.each(Object.keys(sampleInvoices) as (keyof typeof sampleInvoices)[])(
    'sets nothing of “%s” in a typeface that is not in the file, as PDF/A demands',
    async (name) => {
      const fonts = await declaredFonts({ ...sampleInvoices[name], memo: 'Two\n\nlines' })
      expect(fonts.filter((font) => !/^(InstrumentSans|IBMPlexSans)-/.test(font))).toEqual([])
    },
  )

  it('keeps every letter of names that are too long for their column, and of other scripts', async () => {
    const text = await readText(await renderInvoicePdf(sampleInvoices.longNames))
    expect(text).toContain('Νότια Προάστια and Подольск regions')
    expect(text.replace(/ /g, '')).toContain('Wohnungseigentümergemeinschaftsverwaltungsgesellschaft')
  })

  it('gives the same bytes for the same document, alone and beside others', async () => {
    const [first, , second] = await Promise.all([
      renderInvoicePdf(sampleInvoices.german),
      renderInvoicePdf(sampleInvoices.longNames),
      renderInvoicePdf(sampleInvoices.german),
    ])
    expect(first.equals(second!)).toBe(true)
    expect(first.equals(await renderInvoicePdf(sampleInvoices.german))).toBe(true)
    expect(first.includes('(D:20261115093000Z)')).toBe(true)
  })
})

async function declaredFonts(document: InvoiceDocument): Promise<string[]> {
  const pdf = (await renderInvoicePdf(document)).toString('latin1')
  const names = Array.from(pdf.matchAll(/\/BaseFont \/(?:[A-Z]{6}\+)?(\S+)/g), (match) => match[1]!)
  return [...new Set(names)].sort()
}
