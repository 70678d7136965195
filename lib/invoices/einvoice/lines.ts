import { currencyExponent, toMajorUnits } from '@/lib/engine/money'
import { compare, fromDecimalString, multiply, rational } from '@/lib/engine/rational'
import { dateInZone } from '@/lib/engine/calendar'
import type { TaxCategory } from '@/lib/engine/tax'
import type { DocumentCreditLine, DocumentLine } from '../pdf/document'
import { shiftPoint } from '../pdf/format'
import { filled, VAT, xmlText, type EInvoiceCurrency, type EInvoiceLine } from './model'

interface LineContext {
  currency: string
  timeZone: string
  /** BT-139: why there is an allowance, in the document's language. */
  discountReason: string
}

/**
 * BG-25. A discount is an allowance of its line, so that the lines' net amounts add up to the total. A credit among the
 * charges has a negative quantity, since a price cannot be below zero (BR-27); its discount is in its price.
 */
export function invoiceLine(line: DocumentLine, position: number, context: LineContext): EInvoiceLine {
  const { amount, discountAmount, quantity, unitAmount, from, to } = line
  const allowance = amount + discountAmount > 0n && discountAmount > 0n ? discountAmount : 0n
  return asLine({
    position,
    line,
    context,
    allowance,
    ...priced({ amount: amount + allowance, quantity, unitAmount, currency: context.currency }),
    period: from && to ? { from, to } : null,
  })
}

/** A line of a credit note: what is credited, as one thing. */
export function creditNoteLine(line: DocumentCreditLine, position: number, context: LineContext): EInvoiceLine {
  const price = priced({ amount: line.amount, quantity: 1, unitAmount: null, currency: context.currency })
  return asLine({ position, line, context, allowance: 0n, ...price, period: null })
}

interface Price {
  quantity: string
  priceAmount: string
  baseQuantity?: string
}

/**
 * Quantity and price that come to the amount exactly (PEPPOL-EN16931-R120). Where quantity × unit price does not, for a
 * part of a period, the amount is the price of the whole quantity:
 * 10 × 5.90 = 59.00 → (10, 5.90); half of it, 29.50 → (10, 29.50 per 10); a credit of it → (−10, 29.50 per 10).
 */
function priced({
  amount,
  quantity,
  unitAmount,
  currency,
}: {
  amount: bigint
  quantity: number
  unitAmount: string | null
  currency: string
}): Price {
  const magnitude = amount < 0n ? -amount : amount
  const sign = amount < 0n ? '-' : ''
  const isExact =
    unitAmount !== null &&
    !unitAmount.startsWith('-') &&
    compare(multiply(fromDecimalString(unitAmount), rational(BigInt(quantity))), rational(magnitude)) === 0
  if (isExact)
    return { quantity: `${sign}${quantity}`, ...unitPrice(shiftPoint(unitAmount, currencyExponent(currency))) }
  const units = Math.max(1, quantity)
  return {
    quantity: `${sign}${units}`,
    priceAmount: toMajorUnits(magnitude, currency),
    ...(units > 1 && { baseQuantity: String(units) }),
  }
}

/** A price below a cent is given for more than one, which keeps it to two decimals: 0.00125 → 1.25 per 1000. */
function unitPrice(major: string): Pick<Price, 'priceAmount' | 'baseQuantity'> {
  const [whole = '', fraction = ''] = major.split('.')
  if (fraction.length <= 2) return { priceAmount: major }
  const priceAmount = shiftPoint(BigInt(whole + fraction).toString(), 2)
  return { priceAmount, baseQuantity: `1${'0'.repeat(fraction.length - 2)}` }
}

interface LineFacts extends Price {
  position: number
  line: DocumentCreditLine
  context: LineContext
  allowance: bigint
  period: { from: Date; to: Date } | null
}

function asLine(facts: LineFacts): EInvoiceLine {
  const { position, line, context, allowance, period, quantity, priceAmount, baseQuantity } = facts
  const { currency: currencyCode, discountReason } = context
  const currency = currencyCode as EInvoiceCurrency
  return filled<EInvoiceLine>({
    'cbc:ID': String(position + 1),
    'cbc:InvoicedQuantity': quantity,
    'cbc:InvoicedQuantity@unitCode': 'C62',
    'cbc:LineExtensionAmount': toMajorUnits(line.amount, currency),
    'cbc:LineExtensionAmount@currencyID': currency,
    'cac:InvoicePeriod': period ? periodIn(period, context.timeZone) : undefined,
    'cac:AllowanceCharge':
      allowance > 0n
        ? [
            {
              'cbc:ChargeIndicator': 'false',
              'cbc:AllowanceChargeReasonCode': '95',
              'cbc:AllowanceChargeReason': discountReason,
              'cbc:Amount': toMajorUnits(allowance, currency),
              'cbc:Amount@currencyID': currency,
            },
          ]
        : undefined,
    'cac:Item': filled<EInvoiceLine['cac:Item']>({
      'cbc:Description': xmlText(line.explanation),
      'cbc:Name': xmlText(line.description) ?? '–',
      'cac:ClassifiedTaxCategory': { ...taxCategory(line), ...VAT },
    }),
    'cac:Price': filled<EInvoiceLine['cac:Price']>({
      'cbc:PriceAmount': priceAmount,
      'cbc:PriceAmount@currencyID': currency,
      'cbc:BaseQuantity': baseQuantity,
      'cbc:BaseQuantity@unitCode': baseQuantity ? 'C62' : undefined,
    }),
  })
}

/** Outside the scope there is no rate, not a rate of nought (BR-O-05). */
export function taxCategory({ taxCategory: category, taxRate }: { taxCategory: TaxCategory; taxRate: string }) {
  return { 'cbc:ID': category, ...(category !== 'O' && { 'cbc:Percent': taxRate }) }
}

/** The first and the last day of a half-open period, in the customer's zone, as the paper has them. */
export function periodIn({ from, to }: { from: Date; to: Date }, timeZone: string) {
  const last = new Date(Math.max(to.getTime() - 1, from.getTime()))
  return { 'cbc:StartDate': dateInZone({ at: from, timeZone }), 'cbc:EndDate': dateInZone({ at: last, timeZone }) }
}
