import type { ExplanationStep, LineExplanation } from '@/lib/engine/explanation'
import type { DocumentFormat } from './format'
import type { DocumentTexts } from './texts/texts'

interface Wording {
  texts: DocumentTexts
  format: DocumentFormat
  /** The calculation was made on prices with VAT inside, while the paper shows net amounts. */
  includesTax: boolean
}

/**
 * How a line came about, in the document's language: `1 × €29.00 = €29.00; 15 days 12 hours of 31 days: €14.50`.
 * `null` where quantity × unit price says it all, which the columns beside it already do; a discount has its own line.
 */
export function explainLine(stored: unknown, wording: Wording): string | null {
  const steps = stepsOf(stored).filter(({ kind }) => kind !== 'DISCOUNT')
  if (steps.every(({ kind }) => kind === 'FULL_PRICE')) return null
  const { texts, includesTax } = wording
  const phrases = steps.flatMap((step) => phrase(step, wording) ?? [])
  return [...phrases, ...(includesTax ? [texts.explanation.includingTax] : [])].join('; ')
}

/** What is stored is JSON; an invoice of our own tests or of another time may hold no explanation. */
function stepsOf(stored: unknown): ExplanationStep[] {
  const steps = (stored as Partial<LineExplanation> | null)?.steps
  return Array.isArray(steps) ? steps : []
}

/** `null` for a kind of step that this version does not know. */
function phrase(step: ExplanationStep, { texts: { explanation: texts }, format }: Wording): string | null {
  const money = (amount: string) => format.money(BigInt(amount))
  switch (step.kind) {
    case 'FULL_PRICE':
      return texts.fullPrice(format.units(step.quantity), format.unitMoney(step.unitAmount), money(step.amount))
    case 'SHARE': {
      const parts = (amount: string) => format.duration(BigInt(amount), step.granularity)
      return texts.share(parts(step.used), parts(step.whole), money(step.amount))
    }
    case 'NOT_DUE':
      return texts.notDue
    case 'ALREADY_BILLED':
      return texts.alreadyBilled(money(step.billed), money(step.amount))
    case 'CREDIT_LIMIT':
      return texts.creditLimit(money(step.available), money(step.amount))
    case 'USAGE': {
      const used = format.units(step.quantity)
      if (step.included === null) return texts.usedIncluded(used)
      if (step.included === '0') return texts.used(used)
      const { allowance } = step
      if (!allowance) return texts.usedBeyond(used, format.units(step.included))
      const parts = (seconds: string) => format.duration(BigInt(seconds), 'second')
      const { perMonth, months = null, used: part, whole } = allowance
      const cut = part && whole ? texts.part(parts(part), parts(whole)) : null
      const how = texts.allowance(format.units(perMonth), months, cut)
      return `${texts.usedBeyond(used, format.units(step.included))} (${how})`
    }
    case 'GROUPS': {
      const groups = step.groups.map(({ key, quantity }) => `${key || '–'} ${format.units(quantity)}`)
      const others = step.others ? [texts.otherGroups(format.units(step.others))] : []
      return texts.groups([...groups, ...others].join(', '))
    }
    case 'USAGE_SO_FAR':
      return texts.soFar(format.day(new Date(step.until)))
    case 'LATE_USAGE':
      return texts.late
    case 'MONTHS':
      return texts.months(step.months, format.unitMoney(step.amount))
    case 'LEVEL_SHARE': {
      const parts = (seconds: string) => format.duration(BigInt(seconds), 'second')
      return texts.share(parts(step.used), parts(step.whole), money(step.amount))
    }
    case 'TIER': {
      const [quantity, price, amount] = [step.quantity, step.unitAmount, step.amount] as const
      const figures = [format.units(quantity), format.unitMoney(price)] as const
      return step.flatAmount === '0'
        ? texts.fullPrice(...figures, format.unitMoney(amount))
        : texts.tierWithFee(...figures, format.unitMoney(step.flatAmount), format.unitMoney(amount))
    }
    case 'PACKAGES':
      return texts.packages(
        format.units(step.packages),
        format.units(step.packageSize),
        format.unitMoney(step.packageAmount),
        format.unitMoney(step.amount),
      )
    case 'USAGE_TOTAL':
      return texts.total(money(step.amount))
    case 'CHARGE_LIMIT':
      return step.limit === 'MINIMUM' ? texts.minimum(money(step.amount)) : texts.maximum(money(step.amount))
    default:
      return null
  }
}
