import { compare, fromDecimalString, type Rational } from '@/lib/engine/rational'

/** A business rule of EN 16931 (or Peppol's R120) that the document breaks. */
export interface RuleBreach {
  rule: string
  /** In words for our log. */
  message: string
}

/** Yields the rules whose condition is false. */
export function breaches(rules: [rule: string, holds: boolean, message: string][]): RuleBreach[] {
  return rules.flatMap(([rule, holds, message]) => (holds ? [] : [{ rule, message }]))
}

export const decimal = (text: string | undefined): Rational => fromDecimalString(text ?? '0')
export const equal = (a: Rational, b: Rational): boolean => compare(a, b) === 0

/** BR-DEC-*: an amount has two decimals at most. */
export const hasTwoDecimals = (text: string | undefined): boolean => /^-?\d+(\.\d{1,2})?$/.test(text ?? '0')
