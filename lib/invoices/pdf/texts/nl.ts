import type { DocumentTexts } from './texts'

export const nl: DocumentTexts = {
  invoice: 'Factuur',
  creditNote: 'Creditfactuur',
  invoiceTitle: (number) => `Factuur ${number}`,
  creditNoteTitle: (number) => `Creditfactuur ${number}`,
  fields: {
    invoiceNumber: 'Factuurnummer',
    creditNoteNumber: 'Creditfactuurnummer',
    issuedAt: 'Factuurdatum',
    creditNoteIssuedAt: 'Datum',
    supplyPeriod: 'Leveringsperiode',
    supplyDate: 'Leveringsdatum',
    dueAt: 'Vervaldatum',
    poNumber: 'Inkoopordernummer',
    buyerVatId: 'Uw btw-id',
    correctedInvoice: 'Corrigeert factuur',
    correctedInvoiceDate: 'Factuur van',
  },
  columns: {
    description: 'Omschrijving',
    quantity: 'Aantal',
    unitAmount: 'Stukprijs',
    taxRate: 'Btw',
    amount: 'Nettobedrag',
  },
  line: { proRata: 'Naar rato voor de vermelde periode', discount: (amount) => `Korting ${amount}` },
  totals: {
    subtotal: 'Subtotaal',
    discount: 'Korting',
    net: 'Totaal exclusief btw',
    tax: 'Btw',
    total: 'Totaal inclusief btw',
    creditTotal: 'Totaal creditbedrag',
    paid: (date) => `Betaald op ${date}`,
    credited: 'Gecrediteerd',
    due: 'Te betalen',
    taxInCurrency: (currency) => `Btw in ${currency}`,
  },
  taxTable: { title: 'Btw-specificatie', taxable: 'Netto', tax: 'Btw' },
  taxLabel: ({ category, rate, country }) => {
    if (category === 'AE') return `Btw verlegd ${rate}`
    if (category === 'O') return 'Niet belast met EU-btw'
    if (category === 'E') return 'Vrijgesteld van btw'
    return `${rate} ${country}`
  },
  notes: {
    reverseCharge: 'Btw verlegd – artikel 196 van Richtlijn 2006/112/EG. De afnemer is de btw verschuldigd.',
    oneStopShop: (country) =>
      `Btw van het land van de afnemer (${country}), aangegeven via het éénloketsysteem (OSS) – artikelen 58 en 369 bis e.v. van Richtlijn 2006/112/EG.`,
    outsideScope:
      'Niet belast met btw in de Europese Unie: de plaats van dienst is waar de afnemer gevestigd is – artikelen 44 en 59 van Richtlijn 2006/112/EG.',
    sellerOutsideScope: 'De dienstverrichter brengt over deze dienst geen btw in rekening.',
    exempt: 'Vrijgesteld van btw – artikel 151 van Richtlijn 2006/112/EG.',
  },
  status: {
    paid: (date) => `Betaald op ${date}`,
    paidWith: (date, method) => `Betaald op ${date} met ${method}`,
    due: (date) => `Te betalen uiterlijk ${date}`,
    dueNow: 'Direct te betalen',
    automatic: 'Wordt automatisch geïncasseerd',
    nothingToPay: 'Niets te betalen',
    void: 'Vervallen – deze factuur is ongeldig',
    credited: 'Voldaan door creditfactuur',
  },
  methods: {
    card: (brand, last4) => `${brand} eindigend op ${last4}`,
    sepaDebit: (last4) => `SEPA-incasso, rekening eindigend op ${last4}`,
    paypal: 'PayPal',
    bankTransfer: 'overschrijving',
  },
  bank: {
    title: 'Betalen per overschrijving',
    holder: 'Rekeninghouder',
    iban: 'IBAN',
    bic: 'BIC',
    reference: 'Kenmerk',
    amount: 'Bedrag',
    scan: 'Scan met uw bank-app',
  },
  creditNoteSettlement: {
    title: 'Zo ontvangt u dit bedrag',
    toReceivable: (amount, invoice) => `${amount} verrekend met factuur ${invoice}`,
    toRefund: (amount) => `${amount} terugbetaald via de gebruikte betaalmethode`,
    toBalance: (amount) => `${amount} toegevoegd aan uw tegoed voor toekomstige facturen`,
  },
  corrects: (number, date) => `Corrigeert factuur ${number} van ${date}`,
  footer: {
    managingDirectors: 'Bestuur',
    vatId: 'Btw-id',
    email: 'E-mail',
    page: (page, pages) => `Pagina ${page} van ${pages}`,
  },
}
