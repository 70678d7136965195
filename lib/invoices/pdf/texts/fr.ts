import type { DocumentTexts } from './texts'

export const fr: DocumentTexts = {
  invoice: 'Facture',
  creditNote: 'Avoir',
  invoiceTitle: (number) => `Facture ${number}`,
  creditNoteTitle: (number) => `Avoir ${number}`,
  fields: {
    invoiceNumber: 'Numéro de facture',
    creditNoteNumber: 'Numéro de l’avoir',
    issuedAt: 'Date d’émission',
    creditNoteIssuedAt: 'Date d’émission',
    supplyPeriod: 'Période de prestation',
    supplyDate: 'Date de la prestation',
    dueAt: 'Date d’échéance',
    poNumber: 'Bon de commande',
    buyerVatId: 'Votre n° de TVA',
    correctedInvoice: 'Rectifie la facture',
    correctedInvoiceDate: 'Facture du',
  },
  columns: {
    description: 'Désignation',
    quantity: 'Qté',
    unitAmount: 'Prix unitaire',
    taxRate: 'TVA',
    amount: 'Montant HT',
  },
  line: { proRata: 'Au prorata de la période indiquée', discount: (amount) => `Remise ${amount}` },
  explanation: {
    fullPrice: (quantity, unitAmount, amount) => `${quantity} × ${unitAmount} = ${amount}`,
    share: (used, whole, amount) => `${used} sur ${whole} : ${amount}`,
    notDue: 'plus rien n’est dû pour cette période',
    alreadyBilled: (billed, amount) => `déjà facturé ${billed}, reste ${amount}`,
    creditLimit: (available, amount) => `pas encore crédité ${available}, soit ${amount}`,
    used: (quantity) => `${quantity} consommés`,
    usedBeyond: (quantity, included) => `${quantity} consommés, dont ${included} inclus`,
    tierWithFee: (quantity, unitAmount, fee, amount) => `${quantity} × ${unitAmount} + ${fee} = ${amount}`,
    packages: (packages, size, price, amount) => `${packages} lots de ${size} × ${price} = ${amount}`,
    total: (amount) => `au total ${amount}`,
    minimum: (amount) => `au minimum ${amount}`,
    maximum: (amount) => `au maximum ${amount}`,
    includingTax: 'calculé sur les prix TTC',
  },
  totals: {
    subtotal: 'Sous-total HT',
    discount: 'Remise',
    net: 'Total HT',
    tax: 'TVA',
    total: 'Total TTC',
    creditTotal: 'Total de l’avoir TTC',
    paid: (date) => `Payé le ${date}`,
    credited: 'Avoir imputé',
    fromBalance: 'Payé par le solde',
    due: 'Net à payer',
    taxInCurrency: (currency) => `TVA en ${currency}`,
  },
  taxTable: { title: 'Détail de la TVA', taxable: 'Base HT', tax: 'TVA' },
  taxLabel: ({ category, rate, country }) => {
    if (category === 'AE') return `Autoliquidation ${rate}`
    if (category === 'O') return 'Non soumis à la TVA de l’UE'
    if (category === 'E') return 'Exonéré de TVA'
    return `${rate} ${country}`
  },
  notes: {
    reverseCharge:
      'Autoliquidation – article 196 de la directive 2006/112/CE. La TVA est due par le preneur de la prestation.',
    oneStopShop: (country) =>
      `TVA du pays du client (${country}), déclarée par le guichet unique (OSS) – articles 58 et 369 bis et suivants de la directive 2006/112/CE.`,
    outsideScope:
      'Non soumis à la TVA dans l’Union européenne : le lieu de la prestation est celui où le client est établi – articles 44 et 59 de la directive 2006/112/CE.',
    sellerOutsideScope: 'Le prestataire ne facture pas de TVA sur cette prestation.',
    exempt: 'Exonération de TVA – article 151 de la directive 2006/112/CE.',
  },
  status: {
    paid: (date) => `Payée le ${date}`,
    paidWith: (date, method) => `Payée le ${date} par ${method}`,
    due: (date) => `À régler au plus tard le ${date}`,
    dueNow: 'Payable immédiatement',
    automatic: 'Sera prélevée automatiquement',
    nothingToPay: 'Rien à payer',
    void: 'Annulée – cette facture est sans effet',
    credited: 'Soldée par avoir',
  },
  methods: {
    card: (brand, last4) => `carte ${brand} se terminant par ${last4}`,
    sepaDebit: (last4) => `prélèvement SEPA, compte se terminant par ${last4}`,
    paypal: 'PayPal',
    bankTransfer: 'virement',
  },
  bank: {
    title: 'Paiement par virement',
    holder: 'Titulaire',
    iban: 'IBAN',
    bic: 'BIC',
    reference: 'Référence',
    amount: 'Montant',
    scan: 'À scanner avec votre application bancaire',
  },
  creditNoteSettlement: {
    title: 'Comment vous recevez cet avoir',
    toReceivable: (amount, invoice) => `${amount} imputés sur la facture ${invoice}`,
    toRefund: (amount) => `${amount} remboursés sur le moyen de paiement utilisé`,
    toBalance: (amount) => `${amount} crédités sur votre solde pour vos prochaines factures`,
    toOutside: (amount) => `${amount} remboursés par virement`,
  },
  corrects: (number, date) => `Rectifie la facture ${number} du ${date}`,
  footer: {
    managingDirectors: 'Gérance',
    vatId: 'N° de TVA',
    email: 'E-mail',
    page: (page, pages) => `Page ${page} sur ${pages}`,
  },
}
