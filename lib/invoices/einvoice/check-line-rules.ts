import { compare, divide, multiply, subtract, sum } from '@/lib/engine/rational'
import { breaches, decimal, equal, hasTwoDecimals, type RuleBreach } from './rule-breach'
import type { EInvoiceLine } from './model'

/** The rules on one line (BG-25) and its allowances (BG-27). */
export function checkLine(line: EInvoiceLine, index: number): RuleBreach[] {
  const at = `Line ${index + 1}`
  const period = line['cac:InvoicePeriod']
  const price = line['cac:Price']
  const allowances = line['cac:AllowanceCharge'] ?? []
  const base = decimal(price['cbc:BaseQuantity'] ?? '1')
  const gross = divide(multiply(decimal(line['cbc:InvoicedQuantity']), decimal(price['cbc:PriceAmount'])), base)
  const taken = sum(allowances.map((each) => decimal(each['cbc:Amount'])))
  return [
    ...breaches([
      ['BR-21', Boolean(line['cbc:ID']), `${at} has no identifier.`],
      ['BR-22', Boolean(line['cbc:InvoicedQuantity']), `${at} has no quantity.`],
      ['BR-23', Boolean(line['cbc:InvoicedQuantity@unitCode']), `${at} has no unit.`],
      ['BR-24', Boolean(line['cbc:LineExtensionAmount']), `${at} has no amount.`],
      ['BR-25', Boolean(line['cac:Item']['cbc:Name']), `${at} has no name.`],
      ['BR-26', Boolean(price['cbc:PriceAmount']), `${at} has no price.`],
      ['BR-27', compare(decimal(price['cbc:PriceAmount']), decimal('0')) >= 0, `${at} has a price below zero.`],
      [
        'BR-30',
        !period?.['cbc:StartDate'] || !period['cbc:EndDate'] || period['cbc:StartDate'] <= period['cbc:EndDate'],
        `${at} ends before it starts.`,
      ],
      ['BR-CO-04', Boolean(line['cac:Item']['cac:ClassifiedTaxCategory']['cbc:ID']), `${at} has no VAT category.`],
      ['BR-DEC-23', hasTwoDecimals(line['cbc:LineExtensionAmount']), `${at} has too many decimals.`],
      [
        'PEPPOL-EN16931-R120',
        equal(decimal(line['cbc:LineExtensionAmount']), subtract(gross, taken)),
        `${at} is not quantity × price less its discount.`,
      ],
      ['PEPPOL-EN16931-R121', compare(base, decimal('0')) > 0, `${at} has a base quantity of nought.`],
    ]),
    ...allowances.flatMap((each) =>
      breaches([
        ['BR-41', Boolean(each['cbc:Amount']), `${at} has a discount without an amount.`],
        [
          'BR-42',
          Boolean(each['cbc:AllowanceChargeReason'] ?? each['cbc:AllowanceChargeReasonCode']),
          `${at} has a discount without a reason.`,
        ],
        ['BR-DEC-24', hasTwoDecimals(each['cbc:Amount']), `${at} has a discount of too many decimals.`],
      ]),
    ),
  ]
}
