import { EngineError } from './errors'
import { roundHalfAwayFromZero } from './money'
import { fromDecimalString, multiply, rational, toDecimalString } from './rational'
import type { Measure } from './usage-pricing'

const PLACES = 1_000_000n

/**
 * What a quantity comes to by the end of its stretch, if things go on as they do: a flow grows as it did, per millisecond; a
 * level stays as it stands, which `atEnd` says (an average of it goes on with that). To the sixth decimal.
 *
 * 200 messages by the 11th of a month of 31 days: 200 × 31 ÷ 10 = 620. Throws `projection_invalid`.
 */
export function projectQuantity({
  measure,
  quantity,
  atEnd,
  from,
  to,
  at,
}: {
  measure: Measure
  /** Up to `at`. */
  quantity: string
  /** Of a level: what it comes to at `to` if nothing changes any more. */
  atEnd: string
  from: Date
  to: Date
  at: Date
}): string {
  if (from >= to || at < from) throw new EngineError('projection_invalid', 'Nothing can be projected before it began.')
  if (at >= to || measure !== 'flow') return at >= to ? quantity : atEnd
  const elapsed = BigInt(at.getTime() - from.getTime())
  if (elapsed === 0n) return quantity
  const whole = BigInt(to.getTime() - from.getTime())
  const exact = multiply(fromDecimalString(quantity), rational(whole, elapsed))
  return toDecimalString(rational(roundHalfAwayFromZero(multiply(exact, rational(PLACES))), PLACES))
}
