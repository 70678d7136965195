import type { DocumentTexts } from './texts'

export const en: DocumentTexts = {
  invoice: 'Invoice',
  creditNote: 'Credit note',
  invoiceTitle: (number) => `Invoice ${number}`,
  creditNoteTitle: (number) => `Credit note ${number}`,
  fields: {
    invoiceNumber: 'Invoice number',
    creditNoteNumber: 'Credit note number',
    issuedAt: 'Date of issue',
    creditNoteIssuedAt: 'Date of issue',
    supplyPeriod: 'Period of supply',
    supplyDate: 'Date of supply',
    dueAt: 'Due date',
    poNumber: 'Purchase order',
    buyerVatId: 'Your VAT ID',
    correctedInvoice: 'Corrects invoice',
    correctedInvoiceDate: 'Invoice dated',
  },
  columns: {
    description: 'Description',
    quantity: 'Qty',
    unitAmount: 'Unit price',
    taxRate: 'VAT',
    amount: 'Net amount',
  },
  line: { proRata: 'Pro rata for the period shown', discount: (amount) => `Discount ${amount}` },
  explanation: {
    fullPrice: (quantity, unitAmount, amount) => `${quantity} × ${unitAmount} = ${amount}`,
    share: (used, whole, amount) => `${used} of ${whole}: ${amount}`,
    notDue: 'nothing of this period is due any more',
    alreadyBilled: (billed, amount) => `billed before ${billed}, leaving ${amount}`,
    creditLimit: (available, amount) => `not yet credited ${available}, hence ${amount}`,
    used: (quantity) => `${quantity} used`,
    usedBeyond: (quantity, included) => `${quantity} used, ${included} included`,
    tierWithFee: (quantity, unitAmount, fee, amount) => `${quantity} × ${unitAmount} + ${fee} = ${amount}`,
    packages: (packages, size, price, amount) => `${packages} packages of ${size} × ${price} = ${amount}`,
    total: (amount) => `together ${amount}`,
    minimum: (amount) => `at least ${amount}`,
    maximum: (amount) => `at most ${amount}`,
    includingTax: 'calculated on prices including VAT',
  },
  totals: {
    subtotal: 'Subtotal',
    discount: 'Discount',
    net: 'Total excluding VAT',
    tax: 'VAT',
    total: 'Total including VAT',
    creditTotal: 'Total credit',
    paid: (date) => `Paid on ${date}`,
    credited: 'Credited',
    fromBalance: 'Paid from balance',
    due: 'Amount due',
    taxInCurrency: (currency) => `VAT in ${currency}`,
  },
  taxTable: { title: 'VAT breakdown', taxable: 'Net', tax: 'VAT' },
  taxLabel: ({ category, rate, country }) => {
    if (category === 'AE') return `Reverse charge ${rate}`
    if (category === 'O') return 'Not subject to EU VAT'
    if (category === 'E') return 'Exempt from VAT'
    return `${rate} ${country}`
  },
  notes: {
    reverseCharge:
      'Reverse charge – Article 196 Directive 2006/112/EC. The recipient of the service is liable for the VAT.',
    oneStopShop: (country) =>
      `VAT of the customer’s country (${country}), declared through the One Stop Shop – Articles 58 and 369a et seq. Directive 2006/112/EC.`,
    outsideScope:
      'Not subject to VAT in the European Union: the place of supply is where the customer is established – Articles 44 and 59 Directive 2006/112/EC.',
    sellerOutsideScope: 'No VAT is charged by the supplier on this service.',
    exempt: 'Exempt from VAT – Article 151 Directive 2006/112/EC.',
  },
  status: {
    paid: (date) => `Paid on ${date}`,
    paidWith: (date, method) => `Paid on ${date} by ${method}`,
    due: (date) => `Please pay by ${date}`,
    dueNow: 'Payable now',
    automatic: 'Will be collected automatically',
    nothingToPay: 'Nothing to pay',
    void: 'Void – this invoice has no effect',
    credited: 'Settled by credit note',
  },
  methods: {
    card: (brand, last4) => `${brand} ending in ${last4}`,
    sepaDebit: (last4) => `SEPA direct debit, account ending in ${last4}`,
    paypal: 'PayPal',
    bankTransfer: 'bank transfer',
  },
  bank: {
    title: 'Pay by bank transfer',
    holder: 'Account holder',
    iban: 'IBAN',
    bic: 'BIC',
    reference: 'Reference',
    amount: 'Amount',
    scan: 'Scan with your banking app',
  },
  creditNoteSettlement: {
    title: 'How you receive this credit',
    toReceivable: (amount, invoice) => `${amount} set against invoice ${invoice}`,
    toRefund: (amount) => `${amount} refunded to the payment method used`,
    toBalance: (amount) => `${amount} added to your balance for future invoices`,
    toOutside: (amount) => `${amount} paid back by bank transfer`,
  },
  corrects: (number, date) => `Corrects invoice ${number} of ${date}`,
  footer: {
    managingDirectors: 'Managing directors',
    vatId: 'VAT ID',
    email: 'Email',
    page: (page, pages) => `Page ${page} of ${pages}`,
  },
}
