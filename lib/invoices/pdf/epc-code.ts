import { toMajorUnits } from '@/lib/engine/money'

export interface TransferOrder {
  holder: string
  iban: string
  bic: string
  /** Minor units. */
  amount: bigint
  currency: string
  reference: string
}

/** An ISO 11649 creditor reference, which goes in a field of its own. */
const STRUCTURED_REFERENCE = /^RF\d{2}[0-9A-Z]{1,21}$/

/**
 * The text of the code that European banking apps scan to fill in a transfer (EPC069-12, version 002), or `null` where
 * the scheme does not apply: it knows euros only, from 0.01 to 999,999,999.99.
 */
export function epcCode({ holder, iban, bic, amount, currency, reference }: TransferOrder): string | null {
  if (currency !== 'EUR' || amount < 1n || amount > 99_999_999_999n) return null
  const structured = STRUCTURED_REFERENCE.test(reference.replace(/\s/g, ''))
  return [
    'BCD',
    '002',
    '1',
    'SCT',
    bic,
    holder.slice(0, 70),
    iban.replace(/\s/g, ''),
    `EUR${toMajorUnits(amount, currency)}`,
    '',
    structured ? reference.replace(/\s/g, '') : '',
    structured ? '' : reference.slice(0, 140),
  ].join('\n')
}
