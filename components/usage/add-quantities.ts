import { fromDecimalString, sum, toDecimalString } from '@/lib/engine/rational'

/** The exact sum of exact decimals. */
export const addQuantities = (quantities: readonly string[]): string =>
  toDecimalString(sum(quantities.map(fromDecimalString)))
