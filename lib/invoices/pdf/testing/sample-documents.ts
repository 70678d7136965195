import type { TaxReason } from '@/lib/engine/tax'
import type { BuyerSnapshot, SellerSnapshot } from '../../parties'
import type { CreditNoteDocument, DocumentLine, DocumentTax, InvoiceDocument } from '../document'

const seller: SellerSnapshot = {
  name: 'New Concierge GmbH',
  addressLine1: 'Torstraße 140',
  postalCode: '10119',
  city: 'Berlin',
  country: 'DE',
  vatId: 'DE136695976',
  registration: 'Amtsgericht Charlottenburg, HRB 201234 B',
  managingDirectors: 'Miriam Castell, Jonas Albrecht',
  email: 'billing@newconcierge.example',
  iban: 'DE89370400440532013000',
  bic: 'COBADEFFXXX',
}

const buyers = {
  DE: buyer({
    name: 'Hausverwaltung Lindner & Söhne GmbH',
    addressLine1: 'Königstraße 12',
    postalCode: '70173',
    city: 'Stuttgart',
    country: 'DE',
    vatId: 'DE811569869',
  }),
  FR: buyer({
    name: 'Résidences du Marais SAS',
    addressLine1: '18, rue de Bretagne',
    addressLine2: 'Bâtiment C',
    postalCode: '75003',
    city: 'Paris',
    country: 'FR',
    vatId: 'FR40303265045',
    timeZone: 'Europe/Paris',
  }),
  NL: buyer({
    name: 'Anneke van der Meulen',
    addressLine1: 'Prinsengracht 263',
    postalCode: '1016 GV',
    city: 'Amsterdam',
    country: 'NL',
    isBusiness: false,
    timeZone: 'Europe/Amsterdam',
  }),
  GB: buyer({
    name: 'Harbour Lettings Ltd',
    addressLine1: '1 Quay Street',
    postalCode: 'BS1 4QD',
    city: 'Bristol',
    country: 'GB',
    timeZone: 'Europe/London',
  }),
}

function buyer(facts: Partial<BuyerSnapshot>): BuyerSnapshot {
  return {
    name: '',
    email: 'accounts@customer.example',
    addressLine1: null,
    addressLine2: null,
    postalCode: null,
    city: null,
    region: null,
    country: null,
    vatId: null,
    isBusiness: true,
    timeZone: 'Europe/Berlin',
    ...facts,
  }
}

/** 15 November 2026, 10:30 in Berlin, to the same time a month later. */
export const november = { from: new Date('2026-11-15T09:30:00Z'), to: new Date('2026-12-15T09:30:00Z') }

const year = { from: november.from, to: new Date('2027-11-15T09:30:00Z') }

export function sampleLine(facts: Partial<DocumentLine> & { amount: bigint }): DocumentLine {
  return {
    description: 'Professional, monthly',
    quantity: 1,
    unitAmount: facts.amount.toString(),
    discountAmount: 0n,
    ...november,
    taxCategory: 'S',
    taxRate: '19',
    ...facts,
  }
}

interface SampleTax {
  category?: DocumentTax['category']
  rate?: string
  country?: string
  reason?: TaxReason
}

/** Lines in, a document that adds up out: VAT of one rate on the lines' sum, rounded half up. */
export function sampleInvoice(
  facts: Partial<InvoiceDocument> = {},
  { category = 'S', rate = '19', country = 'DE', reason = 'domestic' }: SampleTax = {},
): InvoiceDocument {
  const lines = (facts.lines ?? [sampleLine({ amount: 5900n })]).map((line) => ({
    ...line,
    taxCategory: category,
    taxRate: rate,
  }))
  const net = lines.reduce((sum, line) => sum + line.amount, 0n)
  const discountTotal = lines.reduce((sum, line) => sum + line.discountAmount, 0n)
  const tax = (net * BigInt(rate) + 50n) / 100n
  return {
    number: 'NC-2026-000123',
    issuedAt: november.from,
    locale: 'en',
    timeZone: 'Europe/Berlin',
    currency: 'EUR',
    seller,
    buyer: buyers.DE,
    supplyPeriod: november,
    taxes: [{ category, rate, country, taxable: net, tax, reason }],
    subtotal: net + discountTotal,
    discountTotal,
    taxTotal: tax,
    total: net + tax,
    status: 'PAID',
    collectionMethod: 'CHARGE_AUTOMATICALLY',
    dueAt: november.from,
    amountPaid: net + tax,
    amountCredited: 0n,
    payments: [{ paidAt: november.from, amount: net + tax, method: { type: 'card', brand: 'visa', last4: '4242' } }],
    paymentReference: 'NC-2026-000123',
    poNumber: null,
    memo: null,
    ...facts,
    lines,
  }
}

const unpaid = { status: 'OPEN', amountPaid: 0n, payments: [] } satisfies Partial<InvoiceDocument>

/** One of each kind that a customer may get. */
export const sampleInvoices = {
  short: sampleInvoice(
    { locale: 'en', buyer: buyers.GB },
    { category: 'O', rate: '0', country: 'GB', reason: 'outside_eu' },
  ),
  german: sampleInvoice({
    locale: 'de',
    poNumber: 'EK-2026-0815',
    lines: [
      sampleLine({ amount: 5900n, description: 'Professional, monatlich' }),
      sampleLine({
        amount: 1250n,
        description: 'SMS über das Inklusivvolumen hinaus',
        quantity: 10000,
        unitAmount: '0.125',
      }),
      sampleLine({ amount: -1180n, description: 'Gutschrift für nicht genutzte Zeit: Starter', unitAmount: '2900' }),
    ],
  }),
  reverseCharge: sampleInvoice(
    {
      locale: 'fr',
      timeZone: 'Europe/Paris',
      buyer: buyers.FR,
      ...unpaid,
      collectionMethod: 'SEND_INVOICE',
      dueAt: new Date('2026-12-15T09:30:00Z'),
      lines: [sampleLine({ amount: 99000n, description: 'Enterprise, annuel', ...year })],
      supplyPeriod: year,
    },
    { category: 'AE', rate: '0', country: 'FR', reason: 'eu_business_reverse_charge' },
  ),
  oneStopShop: sampleInvoice(
    {
      locale: 'nl',
      timeZone: 'Europe/Amsterdam',
      buyer: buyers.NL,
      lines: [sampleLine({ amount: 2900n, description: 'Starter, maandelijks' })],
      payments: [{ paidAt: november.from, amount: 3509n, method: { type: 'sepa_debit', brand: null, last4: '3000' } }],
    },
    { rate: '21', country: 'NL', reason: 'eu_consumer_at_customer_rate' },
  ),
  long: sampleInvoice({
    ...unpaid,
    collectionMethod: 'SEND_INVOICE',
    dueAt: new Date('2026-12-15T09:30:00Z'),
    memo: 'Thank you for moving your whole portfolio to New Concierge. One line per building, as agreed with Ms Lindner.',
    lines: Array.from({ length: 60 }, (_, index) =>
      sampleLine({
        amount: 5900n + BigInt(index * 37),
        discountAmount: index % 7 === 0 ? 590n : 0n,
        unitAmount: (5900n + BigInt(index * 37) + (index % 7 === 0 ? 590n : 0n)).toString(),
        description: `Professional, monthly – Building ${index + 1}, Königstraße ${12 + index * 2}`,
      }),
    ),
  }),
  multiRate: multiRate(),
  longNames: sampleInvoice({
    ...unpaid,
    poNumber: 'PO/2026/FACILITY-MANAGEMENT/EUROPE-CENTRAL/0000000815-REV-B',
    buyer: {
      ...buyers.DE,
      name: 'Wohnungseigentümergemeinschaftsverwaltungsgesellschaft Donaudampfschifffahrtsstraße Nord-Süd-Ost Immobilienbeteiligungs- und Betriebsgesellschaft mbH & Co. Kommanditgesellschaft auf Aktien',
      addressLine1: 'Donaudampfschifffahrtselektrizitätenhauptbetriebswerkstraße 1234 a–c, Hinterhaus, Aufgang 3',
      addressLine2: 'Zu Händen der Abteilung Rechnungsprüfung und Kreditorenbuchhaltung, Zimmer 4.17',
      city: 'Schmedeswurtherwesterdeich an der Unteren Elbe',
    },
    lines: [
      sampleLine({
        amount: 123456789012n,
        description:
          'Enterprise, yearly – including the extended portfolio analytics for the Νότια Προάστια and Подольск regions, https://newconcierge.example/contracts/2026/enterprise/0000000000000000001234567890',
        explanation: 'From 15 Nov 2026: 365 of 365 days at the price agreed in contract NC-C-2026-17',
      }),
    ],
  }),
  partlyPaid: sampleInvoice({
    ...unpaid,
    collectionMethod: 'SEND_INVOICE',
    amountPaid: 3000n,
    amountCredited: 1000n,
    payments: [
      {
        paidAt: new Date('2026-11-20T09:00:00Z'),
        amount: 3000n,
        method: { type: 'bank_transfer', brand: null, last4: null },
      },
    ],
  }),
  free: sampleInvoice({ lines: [sampleLine({ amount: 0n, description: 'Starter, trial month' })], payments: [] }),
  voided: sampleInvoice({ ...unpaid, status: 'VOID' }),
}

/** €59.00 + €10.00 at 19 % = €13.11, €40.00 at 7 % = €2.80, €20.00 exempt: net €129.00, VAT €15.91, total €144.91. */
function multiRate(): InvoiceDocument {
  const base = sampleInvoice({ ...unpaid, currency: 'CHF' })
  return {
    ...base,
    lines: [
      sampleLine({ amount: 5900n }),
      sampleLine({ amount: 1000n, description: 'Additional storage, 100 GB', quantity: 100, unitAmount: '10' }),
      sampleLine({
        amount: 4000n,
        description: 'Handbook for caretakers, printed',
        taxRate: '7',
        from: null,
        to: null,
      }),
      sampleLine({
        amount: 2000n,
        description: 'Training seminar',
        taxRate: '0',
        taxCategory: 'E',
        from: null,
        to: null,
      }),
    ],
    taxes: [
      { category: 'S', rate: '19', country: 'DE', taxable: 6900n, tax: 1311n, reason: 'domestic' },
      { category: 'S', rate: '7', country: 'DE', taxable: 4000n, tax: 280n, reason: 'domestic' },
      { category: 'E', rate: '0', country: 'DE', taxable: 2000n, tax: 0n, reason: 'exempt_customer' },
    ],
    subtotal: 12900n,
    taxTotal: 1591n,
    total: 14491n,
    taxTotalInNationalCurrency: { amount: 1684n, currency: 'EUR' },
  }
}

export function sampleCreditNote(facts: Partial<CreditNoteDocument> = {}): CreditNoteDocument {
  return {
    number: 'NC-CN-2026-000007',
    issuedAt: new Date('2026-11-28T14:00:00Z'),
    locale: 'en',
    timeZone: 'Europe/Berlin',
    currency: 'EUR',
    seller,
    buyer: buyers.DE,
    invoice: { number: 'NC-2026-000123', issuedAt: november.from },
    lines: [{ description: 'Professional, monthly', amount: 2950n, taxCategory: 'S', taxRate: '19' }],
    taxes: [{ category: 'S', rate: '19', country: 'DE', taxable: 2950n, tax: 561n, reason: 'domestic' }],
    subtotal: 2950n,
    taxTotal: 561n,
    total: 3511n,
    toReceivable: 0n,
    toRefund: 3000n,
    toBalance: 511n,
    poNumber: null,
    memo: 'Half of the month, as a courtesy for the outage of 20 November.',
    ...facts,
  }
}
