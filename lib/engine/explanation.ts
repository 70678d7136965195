import { EngineError } from './errors'
import { formatExactMoney, formatMoney } from './money'
import type { Granularity } from './proration'

/**
 * How a line came about, as steps that each name their result. JSON-safe (amounts are decimal strings of minor units,
 * instants ISO strings), so it is stored with the line and worded later, in any language.
 */
export interface LineExplanation {
  description: string
  currency: string
  /** The full billing period the calculation divides by. */
  period: { start: string; end: string }
  steps: ExplanationStep[]
  /** Of the line, before discounts: what the steps come to. */
  amount: string
}

export type ExplanationStep =
  | { kind: 'FULL_PRICE'; quantity: string; unitAmount: string; amount: string }
  | { kind: 'SHARE'; from: string; to: string; granularity: Granularity; used: string; whole: string; amount: string }
  | { kind: 'NOT_DUE'; amount: '0' }
  | { kind: 'ALREADY_BILLED'; billed: string; amount: string }
  | { kind: 'CREDIT_LIMIT'; available: string; amount: string }
  | { kind: 'DISCOUNT'; discountId: string; off: string; name?: string }
  // Of metered use. Unit prices and parts are exact decimals of minor units, whole only once they are added up.
  | {
      kind: 'USAGE'
      quantity: string
      /** null = all of it. */
      included: string | null
      /** How `included` came about, where it is not simply what the plan says for a month. */
      allowance?: { perMonth: string; months?: string; used?: string; whole?: string }
    }
  /** How the quantity divides (by building), largest first; `others` is what further groups come to. */
  | { kind: 'GROUPS'; groups: { key: string; quantity: string }[]; others: string | null }
  /** Billed before the period is over: counted up to here. */
  | { kind: 'USAGE_SO_FAR'; until: string }
  /** The period was billed; this arrived, or was corrected, afterwards. */
  | { kind: 'LATE_USAGE' }
  | { kind: 'TIER'; quantity: string; unitAmount: string; flatAmount: string; amount: string }
  | { kind: 'PACKAGES'; packages: string; packageSize: string; packageAmount: string; amount: string }
  /** A level's price is for a month. */
  | { kind: 'MONTHS'; months: string; amount: string }
  /** A level that was agreed for a part of the period, in seconds. */
  | { kind: 'LEVEL_SHARE'; used: string; whole: string; amount: string }
  | { kind: 'USAGE_TOTAL'; amount: string }
  | { kind: 'CHARGE_LIMIT'; limit: 'MINIMUM' | 'MAXIMUM'; amount: string }

export interface WordingOptions {
  /** BCP 47; decides how amounts and dates are written. The sentences are English. */
  locale: string
  timeZone: string
}

/**
 * The calculation in plain English, one sentence per step:
 *
 * "Starter, 1 Jan 2026 to 1 Feb 2026. 1 × €29.00 = €29.00. Used 1 Jan 2026, 00:00 to 16 Jan 2026, 12:00:
 * 1,339,200 of 2,678,400 seconds = €14.50. Billed before: €29.00, so −€14.50."
 */
export function explainLine(explanation: LineExplanation, { locale, timeZone }: WordingOptions): string {
  const { description, currency, period, steps } = explanation
  const money = (amount: string) => formatMoney({ amount: BigInt(amount), currency, locale })
  const exactly = (amount: string) => formatExactMoney({ amount, currency, locale })
  const number = new Intl.NumberFormat(locale)
  const decimal = new Intl.NumberFormat(locale, { maximumFractionDigits: 20 })
  const units = (quantity: string) => decimal.format(quantity as `${number}`)
  const day = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone })
  const minute = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short', timeZone })
  const sentence = (step: ExplanationStep): string => {
    switch (step.kind) {
      case 'FULL_PRICE':
        return `${number.format(BigInt(step.quantity))} × ${money(step.unitAmount)} = ${money(step.amount)}.`
      case 'SHARE': {
        const at = step.granularity === 'day' ? day : minute
        const span = `${at.format(new Date(step.from))} to ${at.format(new Date(step.to))}`
        const share = `${number.format(BigInt(step.used))} of ${number.format(BigInt(step.whole))} ${step.granularity}s`
        return `For ${span}: ${share} = ${money(step.amount)}.`
      }
      case 'NOT_DUE':
        return `Nothing of this period is due any more.`
      case 'ALREADY_BILLED':
        return `Billed before: ${money(step.billed)}, so ${money(step.amount)}.`
      case 'CREDIT_LIMIT':
        return `Not yet credited: ${money(step.available)}, so ${money(step.amount)}.`
      case 'DISCOUNT':
        return `Discount: ${money((-BigInt(step.off)).toString())}.`
      case 'USAGE': {
        if (step.included === null) return `Used: ${units(step.quantity)}, all included.`
        if (step.included === '0') return `Used: ${units(step.quantity)}.`
        const { months, used, whole } = step.allowance ?? {}
        const how = [
          ...(step.allowance ? [units(step.allowance.perMonth)] : []),
          ...(months ? [`${months} months`] : []),
          ...(used && whole ? [`${number.format(BigInt(used))} of ${number.format(BigInt(whole))} seconds`] : []),
        ].join(' × ')
        const are = `Used: ${units(step.quantity)}, of which ${units(step.included)} are included`
        return how ? `${are} (${how}).` : `${are}.`
      }
      case 'GROUPS': {
        const groups = step.groups.map(({ key, quantity }) => `${key || '–'} ${units(quantity)}`)
        return `Of these: ${[...groups, ...(step.others ? [`others ${units(step.others)}`] : [])].join(', ')}.`
      }
      case 'USAGE_SO_FAR':
        return `Counted up to ${minute.format(new Date(step.until))}; the rest of the period follows.`
      case 'LATE_USAGE':
        return `Counted after this period had been billed.`
      case 'MONTHS':
        return `× ${step.months} months = ${exactly(step.amount)}.`
      case 'LEVEL_SHARE':
        return `For ${number.format(BigInt(step.used))} of ${number.format(BigInt(step.whole))} seconds = ${money(step.amount)}.`
      case 'TIER': {
        const flat = step.flatAmount === '0' ? '' : ` + ${exactly(step.flatAmount)}`
        return `${units(step.quantity)} × ${exactly(step.unitAmount)}${flat} = ${exactly(step.amount)}.`
      }
      case 'PACKAGES': {
        const packages = `${units(step.packages)} packages of ${units(step.packageSize)}`
        return `${packages} × ${exactly(step.packageAmount)} = ${exactly(step.amount)}.`
      }
      case 'USAGE_TOTAL':
        return `Together ${money(step.amount)}.`
      case 'CHARGE_LIMIT':
        return `${step.limit === 'MINIMUM' ? 'At least' : 'At most'} ${money(step.amount)}.`
      default:
        throw new EngineError('explanation_unknown', 'This explanation is of a newer version.')
    }
  }
  const heading = `${description}, ${day.format(new Date(period.start))} to ${day.format(new Date(period.end))}.`
  return [heading, ...steps.map(sentence)].join(' ')
}
