import { dateInZone } from '@/lib/engine/calendar'
import { groupBy } from '@/lib/engine/group'
import { toMajorUnits } from '@/lib/engine/money'
import { languageOf } from '@/lib/platform/locale'
import type { CreditNoteDocument, DocumentTax, InvoiceDocument } from '../pdf/document'
import { documentFormat, type DocumentFormat } from '../pdf/format'
import { taxNotes } from '../pdf/tax-notes'
import { textsIn, type DocumentTexts } from '../pdf/texts/texts'
import { creditNoteLine, invoiceLine, periodIn, taxCategory } from './lines'
import {
  filled,
  VAT,
  xmlText,
  type EInvoice,
  type EInvoiceBody,
  type EInvoiceCurrency,
  type EInvoiceLine,
  type EInvoiceTaxSubtotal,
} from './model'
import { buyerParty, sellerParty } from './party'
import { paymentMeans } from './payment'

/**
 * The printed invoice as EN 16931 has it: the same figures, dates and words, from the same document. What was paid or
 * credited so far is the prepaid amount (BT-113), so that what is due (BT-115) is what the paper asks for.
 */
export function invoiceToEInvoice(document: InvoiceDocument): EInvoice {
  const { issuedAt, timeZone, dueAt, supplyPeriod, currency } = document
  const { texts, format } = wording(document)
  const context = { currency, timeZone, discountReason: texts.totals.discount }
  const net = document.subtotal - document.discountTotal
  const day = (at: Date) => dateInZone({ at, timeZone })
  const period = supplyPeriod ? periodIn(supplyPeriod, timeZone) : undefined
  return {
    'ubl:Invoice': {
      ...body(document, { net, prepaid: document.amountPaid + document.amountCredited }),
      'cbc:InvoiceTypeCode': '380',
      ...filled<Partial<EInvoiceBody>>({
        'cbc:DueDate': dueAt ? day(dueAt) : undefined,
        'cac:InvoicePeriod': period,
      }),
      'cac:Delivery': { 'cbc:ActualDeliveryDate': period?.['cbc:EndDate'] ?? day(issuedAt) },
      'cac:PaymentMeans': [paymentMeans(document)],
      'cac:PaymentTerms': { 'cbc:Note': terms(document, texts, format) },
      'cac:InvoiceLine': atLeastOne(document.lines.map((line, position) => invoiceLine(line, position, context))),
    },
  }
}

/** The credit note, code 381: amounts are positive, and it names the invoice it corrects (BG-3). */
export function creditNoteToEInvoice(document: CreditNoteDocument): EInvoice {
  const { issuedAt, timeZone, invoice, currency, toReceivable, toRefund, toBalance } = document
  const { texts, format } = wording(document)
  const context = { currency, timeZone, discountReason: texts.totals.discount }
  const { creditNoteSettlement: settlement } = texts
  const settled = [
    toReceivable > 0n ? settlement.toReceivable(format.money(toReceivable), invoice.number) : null,
    toRefund > 0n ? settlement.toRefund(format.money(toRefund)) : null,
    toBalance > 0n ? settlement.toBalance(format.money(toBalance)) : null,
  ].filter((words) => words !== null)
  const day = (at: Date) => dateInZone({ at, timeZone })
  return {
    'ubl:Invoice': {
      ...body(document, { net: document.subtotal, prepaid: 0n }),
      'cbc:InvoiceTypeCode': '381',
      'cac:BillingReference': [
        { 'cac:InvoiceDocumentReference': { 'cbc:ID': invoice.number, 'cbc:IssueDate': day(invoice.issuedAt) } },
      ],
      'cac:Delivery': { 'cbc:ActualDeliveryDate': day(issuedAt) },
      'cac:PaymentTerms': {
        'cbc:Note': settled.join('. ') || texts.corrects(invoice.number, format.day(invoice.issuedAt)),
      },
      'cac:InvoiceLine': atLeastOne(document.lines.map((line, position) => creditNoteLine(line, position, context))),
    },
  }
}

type Document = InvoiceDocument | CreditNoteDocument
type TypeAndLines = 'cbc:InvoiceTypeCode' | 'cac:InvoiceLine'

function body(
  document: Document,
  { net, prepaid }: { net: bigint; prepaid: bigint },
): Omit<EInvoiceBody, TypeAndLines> {
  const { seller, buyer, taxes, taxTotal, total, taxTotalInNationalCurrency: national, poNumber } = document
  const { texts, format } = wording(document)
  const currency = document.currency as EInvoiceCurrency
  const outsideScope = taxes.some(({ category }) => category === 'O')
  const amount = (value: bigint) => toMajorUnits(value, currency)
  const notes = [...taxNotes(document, texts, format.country), document.memo].flatMap((note) => xmlText(note) ?? [])
  const directors = seller.managingDirectors && `${texts.footer.managingDirectors}: ${seller.managingDirectors}`
  return filled<Omit<EInvoiceBody, TypeAndLines>>({
    'cbc:CustomizationID': 'urn:cen.eu:en16931:2017',
    'cbc:ID': document.number,
    'cbc:IssueDate': dateInZone({ at: document.issuedAt, timeZone: document.timeZone }),
    'cbc:Note': notes.length > 0 ? notes : undefined,
    'cbc:DocumentCurrencyCode': currency,
    'cbc:TaxCurrencyCode': national?.currency as EInvoiceCurrency | undefined,
    'cac:OrderReference': poNumber ? { 'cbc:ID': xmlText(poNumber) ?? '' } : undefined,
    'cac:AccountingSupplierParty': sellerParty(seller, { outsideScope, legalInformation: directors }),
    'cac:AccountingCustomerParty': buyerParty(buyer, { outsideScope }),
    'cac:TaxTotal': [
      {
        'cbc:TaxAmount': amount(taxTotal),
        'cbc:TaxAmount@currencyID': currency,
        'cac:TaxSubtotal': taxSubtotals(taxes, currency, texts, document.buyer),
      },
      ...(national
        ? [
            {
              'cbc:TaxAmount': toMajorUnits(national.amount, national.currency),
              'cbc:TaxAmount@currencyID': national.currency as EInvoiceCurrency,
            },
          ]
        : []),
    ] as EInvoiceBody['cac:TaxTotal'],
    'cac:LegalMonetaryTotal': {
      'cbc:LineExtensionAmount': amount(net),
      'cbc:LineExtensionAmount@currencyID': currency,
      'cbc:TaxExclusiveAmount': amount(net),
      'cbc:TaxExclusiveAmount@currencyID': currency,
      'cbc:TaxInclusiveAmount': amount(total),
      'cbc:TaxInclusiveAmount@currencyID': currency,
      ...(prepaid !== 0n && {
        'cbc:PrepaidAmount': amount(prepaid),
        'cbc:PrepaidAmount@currencyID': currency,
      }),
      'cbc:PayableAmount': amount(total - prepaid),
      'cbc:PayableAmount@currencyID': currency,
    },
  })
}

/** BG-23: one row per category and rate. EN 16931 does not know countries: theirs are added up, if ever there were two. */
function taxSubtotals(
  taxes: DocumentTax[],
  currency: EInvoiceCurrency,
  texts: DocumentTexts,
  buyer: Document['buyer'],
): EInvoiceTaxSubtotal[] {
  const rows = [...groupBy(taxes, ({ category, rate }) => `${category} ${rate}`).values()]
  return rows.map((group) => {
    const { category, rate, reason } = group[0]!
    const sum = (pick: (row: DocumentTax) => bigint) => group.reduce((total, row) => total + pick(row), 0n)
    return {
      'cbc:TaxableAmount': toMajorUnits(
        sum(({ taxable }) => taxable),
        currency,
      ),
      'cbc:TaxableAmount@currencyID': currency,
      'cbc:TaxAmount': toMajorUnits(
        sum(({ tax }) => tax),
        currency,
      ),
      'cbc:TaxAmount@currencyID': currency,
      'cac:TaxCategory': {
        ...taxCategory({ taxCategory: category, taxRate: rate }),
        ...exemption({ category, reason }, texts, buyer),
        ...VAT,
      },
    }
  })
}

/** BT-120 and BT-121: why nothing is charged, by the EU's code list and in the paper's words. */
function exemption(
  { category, reason }: Pick<DocumentTax, 'category' | 'reason'>,
  { notes }: DocumentTexts,
  { taxExemptReason }: Document['buyer'],
) {
  const because = (code: 'VATEX-EU-AE' | 'VATEX-EU-O' | 'VATEX-EU-151', words: string) => ({
    'cbc:TaxExemptionReasonCode': code,
    'cbc:TaxExemptionReason': words,
  })
  if (category === 'AE') return because('VATEX-EU-AE', notes.reverseCharge)
  // A reason of the buyer's own is told in its words: the codes are for what the Directive exempts.
  if (category === 'E' && taxExemptReason) return { 'cbc:TaxExemptionReason': xmlText(taxExemptReason) ?? '' }
  if (category === 'E') return because('VATEX-EU-151', notes.exempt)
  if (category !== 'O') return {}
  return because('VATEX-EU-O', reason === 'seller_outside_eu' ? notes.sellerOutsideScope : notes.outsideScope)
}

/** BT-20, in the words of the paper's headline. */
function terms(document: InvoiceDocument, { status }: DocumentTexts, format: DocumentFormat): string {
  const { dueAt, issuedAt, collectionMethod, total, payments } = document
  if (document.status === 'PAID') {
    const last = payments.at(-1)
    if (total === 0n) return status.nothingToPay
    return last ? status.paid(format.day(last.paidAt)) : status.credited
  }
  if (collectionMethod === 'CHARGE_AUTOMATICALLY') return status.automatic
  return dueAt && dueAt > issuedAt ? status.due(format.day(dueAt)) : status.dueNow
}

function wording(document: Document): { texts: DocumentTexts; format: DocumentFormat } {
  return { texts: textsIn(languageOf(document.locale)), format: documentFormat(document) }
}

function atLeastOne(lines: EInvoiceLine[]): EInvoiceBody['cac:InvoiceLine'] {
  return lines as EInvoiceBody['cac:InvoiceLine']
}
