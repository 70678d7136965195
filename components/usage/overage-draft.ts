import { currencyExponent } from '@/lib/engine/money'
import { divide, fromDecimalString, multiply, rational, toDecimalString } from '@/lib/engine/rational'
import type { Tier, UsageModel } from '@/lib/engine/usage-pricing'
import { texts } from '@/components/texts/en'

export const USAGE_MODELS = ['FLAT', 'GRADUATED', 'VOLUME', 'PACKAGE'] as const

/** The price editor as it was filled in: money in the currency's main unit ("0.0035" euros), quantities in the meter's unit. */
export interface OverageDraft {
  model: (typeof USAGE_MODELS)[number]
  unitAmount: string
  tiers: TierDraft[]
  packageSize: string
  packageAmount: string
  minimumAmount: string
  maximumAmount: string
}

export interface TierDraft {
  /** Of the last one it does not matter: it has no end. */
  upTo: string
  unitAmount: string
  flatAmount: string
}

export interface OverageTerms {
  model: UsageModel
  minimumAmount: bigint | null
  maximumAmount: bigint | null
}

/** By field: `unitAmount`, `tiers.0.upTo`, … */
export type DraftProblems = Record<string, string>

export const EMPTY_DRAFT: OverageDraft = {
  model: 'FLAT',
  unitAmount: '',
  tiers: [
    { upTo: '', unitAmount: '', flatAmount: '' },
    { upTo: '', unitAmount: '', flatAmount: '' },
  ],
  packageSize: '',
  packageAmount: '',
  minimumAmount: '',
  maximumAmount: '',
}

/** "1,250.5" → "1250.5"; null = not a number of at least 0. */
export function plainDecimal(text: string): string | null {
  const plain = text.trim().replace(/^(\d{1,3}(,\d{3})+)(?=\.|$)/, (whole) => whole.replaceAll(',', ''))
  return /^\d{1,15}(\.\d{1,12})?$/.test(plain) ? toDecimalString(fromDecimalString(plain)) : null
}

/**
 * What a draft says, as the engine takes it: exact decimals in minor units. "0.0035" euros are 0.35 cents. Else what is
 * wrong, by field.
 */
export function readOverageDraft(
  draft: OverageDraft,
  currency: string,
): { terms: OverageTerms } | { problems: DraftProblems } {
  const t = texts.usage.price.problems
  const problems: DraftProblems = {}
  const scale = rational(10n ** BigInt(currencyExponent(currency)))
  const number = (field: string, text: string, isOptional = false): string => {
    if (isOptional && text.trim() === '') return '0'
    const value = plainDecimal(text)
    if (value === null) problems[field] = text.trim() === '' ? t.missing : t.number
    return value ?? '0'
  }
  const price = (field: string, text: string, isOptional = false): string =>
    toDecimalString(multiply(fromDecimalString(number(field, text, isOptional)), scale))
  const whole = (field: string, text: string): bigint | null => {
    if (text.trim() === '') return null
    const minor = price(field, text)
    if (!problems[field] && minor.includes('.')) problems[field] = t.cents
    return problems[field] ? null : BigInt(minor)
  }
  const tiers = (): Tier[] => {
    let below = '0'
    return draft.tiers.map(({ upTo, unitAmount, flatAmount }, index) => {
      const at = (name: string) => `tiers.${index}.${name}`
      const isLast = index === draft.tiers.length - 1
      const end = isLast ? null : number(at('upTo'), upTo)
      if (end !== null && !problems[at('upTo')]) {
        if (!isMore(end, below)) problems[at('upTo')] = t.rises
        below = end
      }
      const flat = price(at('flatAmount'), flatAmount, true)
      const unit = price(at('unitAmount'), unitAmount)
      return { upTo: end, unitAmount: unit, ...(flat !== '0' && { flatAmount: flat }) }
    })
  }
  const modelOf = (): UsageModel => {
    switch (draft.model) {
      case 'FLAT':
        return { model: 'FLAT', unitAmount: price('unitAmount', draft.unitAmount) }
      case 'GRADUATED':
      case 'VOLUME':
        return { model: draft.model, tiers: tiers() }
      case 'PACKAGE': {
        const packageSize = number('packageSize', draft.packageSize)
        if (packageSize === '0' && !problems.packageSize) problems.packageSize = t.positive
        return { model: 'PACKAGE', packageSize, packageAmount: price('packageAmount', draft.packageAmount) }
      }
    }
  }
  const model = modelOf()
  const [minimumAmount, maximumAmount] = [
    whole('minimumAmount', draft.minimumAmount),
    whole('maximumAmount', draft.maximumAmount),
  ]
  if (minimumAmount !== null && maximumAmount !== null && maximumAmount < minimumAmount)
    problems.maximumAmount = t.limits
  if (Object.keys(problems).length > 0) return { problems }
  return { terms: { model, minimumAmount, maximumAmount } }
}

/** An agreed price as the editor shows it, to be changed. */
export function toOverageDraft({ model, minimumAmount, maximumAmount }: OverageTerms, currency: string): OverageDraft {
  const scale = rational(10n ** BigInt(currencyExponent(currency)))
  const major = (minor: string) => toDecimalString(divide(fromDecimalString(minor), scale))
  const limit = (amount: bigint | null) => (amount === null ? '' : major(amount.toString()))
  const rest = { minimumAmount: limit(minimumAmount), maximumAmount: limit(maximumAmount) }
  switch (model.model) {
    case 'FLAT':
      return { ...EMPTY_DRAFT, ...rest, model: 'FLAT', unitAmount: major(model.unitAmount) }
    case 'PACKAGE': {
      const { packageSize, packageAmount } = model
      return { ...EMPTY_DRAFT, ...rest, model: 'PACKAGE', packageSize, packageAmount: major(packageAmount) }
    }
    default:
      return {
        ...EMPTY_DRAFT,
        ...rest,
        model: model.model,
        tiers: model.tiers.map(({ upTo, unitAmount, flatAmount }) => ({
          upTo: upTo ?? '',
          unitAmount: major(unitAmount),
          flatAmount: flatAmount ? major(flatAmount) : '',
        })),
      }
  }
}

function isMore(a: string, b: string): boolean {
  const [left, right] = [fromDecimalString(a), fromDecimalString(b)]
  return left.numerator * right.denominator > right.numerator * left.denominator
}
