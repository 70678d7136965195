import { sumBadDebtVat, sumVat, type Days, type VatRow } from './ledger-store'

export type { VatRow } from './ledger-store'

export interface VatReport {
  rows: VatRow[]
  /** By country: less VAT for claims given up, more for those paid after all. The ledger keeps it by country. */
  badDebt: { country: string; tax: bigint }[]
  /** What is to be paid. */
  total: bigint
}

/** VAT by country and rate of a period, in minor units: documents by their date, and corrections for bad debt. */
export async function readVat(query: Days & { currency: string }): Promise<VatReport> {
  const [rows, badDebt] = await Promise.all([sumVat(query), sumBadDebtVat(query)])
  const sum = (parts: readonly { tax: bigint }[]) => parts.reduce((total, { tax }) => total + tax, 0n)
  return { rows, badDebt, total: sum(rows) + sum(badDebt) }
}
