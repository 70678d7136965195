import { roundHalfAwayFromZero } from './money'
import { rational } from './rational'

export interface BadDebtInput {
  /** VAT of the invoice by country, less what credit notes took of it. */
  taxes: readonly { country: string; taxAmount: bigint }[]
  /** Total of the invoice with VAT, less its credit notes. */
  total: bigint
  /** What is given up of it. */
  amount: bigint
}

/**
 * The VAT in a claim that is given up: each country's in the share of the total that was not paid, rounded once each.
 * When a claim has become uncollectible the tax on it is corrected, and owed again on what is paid after all: § 17 (2)
 * No. 1 UStG, Art. 90 of Directive 2006/112/EC (through One-Stop-Shop, in the return of the period it happened in).
 * 70.21 with 11.21 VAT of which 35.11 is unpaid: 11.21 × 35.11 ÷ 70.21 = 5.6058…, so 5.61.
 */
export function badDebtTaxes({ taxes, total, amount }: BadDebtInput): { country: string; taxAmount: bigint }[] {
  if (total <= 0n || amount <= 0n) return []
  return taxes
    .map(({ country, taxAmount }) => ({ country, taxAmount: share(taxAmount, amount, total) }))
    .filter(({ taxAmount }) => taxAmount !== 0n)
}

/**
 * The part of corrected VAT that is owed again when `amount` of a claim given up is paid, after `recoveredBefore` of it
 * was: from cumulative totals, so that many part payments bring back every cent and not one more.
 * Given up 70.21 with 11.21; 35.00 come, then 35.21: 5.59, then 5.62.
 */
export function recoveredTaxes({
  taxes,
  writtenOff,
  recoveredBefore,
  amount,
}: {
  taxes: readonly { country: string; taxAmount: bigint }[]
  writtenOff: bigint
  recoveredBefore: bigint
  amount: bigint
}): { country: string; taxAmount: bigint }[] {
  const upTo = (recovered: bigint, taxAmount: bigint) => share(taxAmount, recovered, writtenOff)
  return taxes.map(({ country, taxAmount }) => ({
    country,
    taxAmount: upTo(recoveredBefore + amount, taxAmount) - upTo(recoveredBefore, taxAmount),
  }))
}

const share = (tax: bigint, part: bigint, whole: bigint) => roundHalfAwayFromZero(rational(tax * part, whole))
