import type { TaxCategory } from '@/lib/engine/tax'
import type { Language } from '@/lib/platform/locale'
import { de } from './de'
import { en } from './en'
import { fr } from './fr'
import { nl } from './nl'

/** Every word on an invoice or credit note, in one language. Dates, amounts and rates come in already formatted. */
export interface DocumentTexts {
  invoice: string
  creditNote: string
  /** In the running head of further pages and in the file's title. */
  invoiceTitle: (number: string) => string
  creditNoteTitle: (number: string) => string
  fields: {
    invoiceNumber: string
    creditNoteNumber: string
    issuedAt: string
    creditNoteIssuedAt: string
    supplyPeriod: string
    supplyDate: string
    dueAt: string
    poNumber: string
    buyerVatId: string
    correctedInvoice: string
    correctedInvoiceDate: string
  }
  columns: { description: string; quantity: string; unitAmount: string; taxRate: string; amount: string }
  line: { proRata: string; discount: (amount: string) => string }
  /** How a line came about: short phrases, set one after the other. Figures come in already formatted. */
  explanation: {
    fullPrice: (quantity: string, unitAmount: string, amount: string) => string
    share: (used: string, whole: string, amount: string) => string
    notDue: string
    alreadyBilled: (billed: string, amount: string) => string
    creditLimit: (available: string, amount: string) => string
    used: (quantity: string) => string
    usedBeyond: (quantity: string, included: string) => string
    usedIncluded: (quantity: string) => string
    /** How an allowance came about; `part` is of a period: `15 days of 31 days`. */
    allowance: (perMonth: string, months: string | null, part: string | null) => string
    part: (used: string, whole: string) => string
    groups: (groups: string) => string
    otherGroups: (quantity: string) => string
    soFar: (day: string) => string
    late: string
    months: (months: string, amount: string) => string
    tierWithFee: (quantity: string, unitAmount: string, fee: string, amount: string) => string
    packages: (packages: string, size: string, price: string, amount: string) => string
    total: (amount: string) => string
    minimum: (amount: string) => string
    maximum: (amount: string) => string
    includingTax: string
  }
  totals: {
    subtotal: string
    discount: string
    net: string
    tax: string
    total: string
    creditTotal: string
    paid: (date: string) => string
    credited: string
    fromBalance: string
    due: string
    taxInCurrency: (currency: string) => string
  }
  taxTable: { title: string; taxable: string; tax: string }
  /** A row of the tax table: `VAT 19% – Germany`. */
  taxLabel: (tax: { category: TaxCategory; rate: string; country: string }) => string
  /** Sentences the law asks for; see `tax-notes.ts` for when. */
  notes: {
    reverseCharge: string
    oneStopShop: (country: string) => string
    outsideScope: string
    sellerOutsideScope: string
    exempt: string
  }
  status: {
    paid: (date: string) => string
    paidWith: (date: string, method: string) => string
    due: (date: string) => string
    dueNow: string
    automatic: string
    nothingToPay: string
    void: string
    credited: string
  }
  methods: {
    card: (brand: string, last4: string) => string
    sepaDebit: (last4: string) => string
    paypal: string
    bankTransfer: string
  }
  bank: { title: string; holder: string; iban: string; bic: string; reference: string; amount: string; scan: string }
  creditNoteSettlement: {
    title: string
    toReceivable: (amount: string, invoice: string) => string
    toRefund: (amount: string) => string
    toBalance: (amount: string) => string
    toOutside: (amount: string) => string
  }
  corrects: (number: string, date: string) => string
  footer: { managingDirectors: string; vatId: string; email: string; page: (page: number, pages: number) => string }
}

const byLanguage: Record<Language, DocumentTexts> = { en, de, fr, nl }

export const textsIn = (language: Language): DocumentTexts => byLanguage[language]
