import type { DocumentTexts } from './texts'

/** A credit note is a “Rechnungskorrektur”: “Gutschrift” is reserved for self-billing (§ 14 Abs. 2 UStG). */
export const de: DocumentTexts = {
  invoice: 'Rechnung',
  creditNote: 'Rechnungskorrektur',
  invoiceTitle: (number) => `Rechnung ${number}`,
  creditNoteTitle: (number) => `Rechnungskorrektur ${number}`,
  fields: {
    invoiceNumber: 'Rechnungsnummer',
    creditNoteNumber: 'Korrekturnummer',
    issuedAt: 'Rechnungsdatum',
    creditNoteIssuedAt: 'Ausstellungsdatum',
    supplyPeriod: 'Leistungszeitraum',
    supplyDate: 'Leistungsdatum',
    dueAt: 'Fällig am',
    poNumber: 'Bestellnummer',
    buyerVatId: 'Ihre USt-IdNr.',
    correctedInvoice: 'Korrigiert Rechnung',
    correctedInvoiceDate: 'Rechnung vom',
  },
  columns: {
    description: 'Leistung',
    quantity: 'Menge',
    unitAmount: 'Einzelpreis',
    taxRate: 'USt.',
    amount: 'Betrag netto',
  },
  line: { proRata: 'Anteilig für den genannten Zeitraum', discount: (amount) => `Rabatt ${amount}` },
  explanation: {
    fullPrice: (quantity, unitAmount, amount) => `${quantity} × ${unitAmount} = ${amount}`,
    share: (used, whole, amount) => `anteilig ${used} (ganzer Zeitraum ${whole}): ${amount}`,
    notDue: 'für diesen Zeitraum ist nichts mehr fällig',
    alreadyBilled: (billed, amount) => `bereits berechnet ${billed}, bleiben ${amount}`,
    creditLimit: (available, amount) => `noch nicht verrechnet ${available}, daher ${amount}`,
    used: (quantity) => `${quantity} verbraucht`,
    usedBeyond: (quantity, included) => `${quantity} verbraucht, davon ${included} inklusive`,
    tierWithFee: (quantity, unitAmount, fee, amount) => `${quantity} × ${unitAmount} + ${fee} = ${amount}`,
    packages: (packages, size, price, amount) => `${packages} Pakete zu je ${size} × ${price} = ${amount}`,
    total: (amount) => `zusammen ${amount}`,
    minimum: (amount) => `mindestens ${amount}`,
    maximum: (amount) => `höchstens ${amount}`,
    includingTax: 'berechnet auf Preise einschließlich Umsatzsteuer',
  },
  totals: {
    subtotal: 'Zwischensumme',
    discount: 'Rabatt',
    net: 'Summe netto',
    tax: 'Umsatzsteuer',
    total: 'Gesamtbetrag brutto',
    creditTotal: 'Korrekturbetrag brutto',
    paid: (date) => `Bezahlt am ${date}`,
    credited: 'Gutgeschrieben',
    fromBalance: 'Aus Guthaben bezahlt',
    due: 'Zu zahlen',
    taxInCurrency: (currency) => `Umsatzsteuer in ${currency}`,
  },
  taxTable: { title: 'Umsatzsteuer', taxable: 'Netto', tax: 'Steuer' },
  taxLabel: ({ category, rate, country }) => {
    if (category === 'AE') return `Reverse Charge ${rate}`
    if (category === 'O') return 'Nicht in der EU steuerbar'
    if (category === 'E') return 'Steuerfrei'
    return `${rate} ${country}`
  },
  notes: {
    reverseCharge:
      'Steuerschuldnerschaft des Leistungsempfängers (Reverse Charge) – Artikel 196 der Richtlinie 2006/112/EG.',
    oneStopShop: (country) =>
      `Umsatzsteuer des Landes des Kunden (${country}), erklärt im One-Stop-Shop-Verfahren – Artikel 58 und 369a ff. der Richtlinie 2006/112/EG.`,
    outsideScope:
      'In der Europäischen Union nicht steuerbar: Ort der Leistung ist der Sitz des Leistungsempfängers – Artikel 44 und 59 der Richtlinie 2006/112/EG.',
    sellerOutsideScope: 'Auf diese Leistung berechnet der Leistende keine Umsatzsteuer.',
    exempt: 'Steuerfreie Leistung – Artikel 151 der Richtlinie 2006/112/EG.',
  },
  status: {
    paid: (date) => `Bezahlt am ${date}`,
    paidWith: (date, method) => `Bezahlt am ${date} per ${method}`,
    due: (date) => `Bitte zahlen Sie bis zum ${date}`,
    dueNow: 'Sofort fällig',
    automatic: 'Wird automatisch eingezogen',
    nothingToPay: 'Nichts zu zahlen',
    void: 'Storniert – diese Rechnung ist unwirksam',
    credited: 'Durch Rechnungskorrektur ausgeglichen',
  },
  methods: {
    card: (brand, last4) => `${brand} mit Endziffern ${last4}`,
    sepaDebit: (last4) => `SEPA-Lastschrift, Konto mit Endziffern ${last4}`,
    paypal: 'PayPal',
    bankTransfer: 'Überweisung',
  },
  bank: {
    title: 'Zahlung per Überweisung',
    holder: 'Kontoinhaber',
    iban: 'IBAN',
    bic: 'BIC',
    reference: 'Verwendungszweck',
    amount: 'Betrag',
    scan: 'Mit der Banking-App scannen',
  },
  creditNoteSettlement: {
    title: 'So erhalten Sie den Betrag',
    toReceivable: (amount, invoice) => `${amount} werden mit Rechnung ${invoice} verrechnet`,
    toRefund: (amount) => `${amount} werden auf die verwendete Zahlungsart erstattet`,
    toBalance: (amount) => `${amount} werden Ihrem Guthaben für künftige Rechnungen gutgeschrieben`,
    toOutside: (amount) => `${amount} werden per Überweisung zurückgezahlt`,
  },
  corrects: (number, date) => `Korrektur zu Rechnung ${number} vom ${date}`,
  footer: {
    managingDirectors: 'Geschäftsführung',
    vatId: 'USt-IdNr.',
    email: 'E-Mail',
    page: (page, pages) => `Seite ${page} von ${pages}`,
  },
}
