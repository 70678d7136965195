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
  totals: {
    subtotal: string
    discount: string
    net: string
    tax: string
    total: string
    creditTotal: string
    paid: (date: string) => string
    credited: string
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
  }
  corrects: (number: string, date: string) => string
  footer: { managingDirectors: string; vatId: string; email: string; page: (page: number, pages: number) => string }
}

const byLanguage: Record<Language, DocumentTexts> = { en, de, fr, nl }

export const textsIn = (language: Language): DocumentTexts => byLanguage[language]
