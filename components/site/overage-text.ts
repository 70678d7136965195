import type { Plan } from '@/lib/catalog/types'
import { formatExactMoney } from '@/lib/engine/money'
import { SCREEN_LOCALE } from '@/components/format/money'
import { texts } from '@/components/texts/en'

/** What a unit beyond what is included costs, in few words: 'then €0.25 per GB', 'then from €0.0002 per call'. */
export function overageText({ overage, unit, measure }: Plan['allowances'][number]): string | null {
  if (!overage) return null
  const t = texts.site.plans
  const { model, currency } = overage
  const money = (amount: string) => formatExactMoney({ amount, currency, locale: SCREEN_LOCALE })
  const per = measure === 'flow' ? unit : t.aMonthEach(unit)
  switch (model.model) {
    case 'FLAT':
      return t.beyond(money(model.unitAmount), per)
    case 'PACKAGE': {
      const size = new Intl.NumberFormat(SCREEN_LOCALE).format(model.packageSize as `${number}`)
      return t.beyondPackage(money(model.packageAmount), size)
    }
    default: {
      const [first, ...others] = model.tiers.map(({ unitAmount }) => unitAmount)
      const falls = others.some((amount) => Number(amount) < Number(first))
      return falls ? t.beyondUpTo(money(first!), per) : t.beyond(money(first!), per)
    }
  }
}
