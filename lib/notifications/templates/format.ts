import { formatMoney } from '@/lib/engine/money'
import { formatDay, formattingLocale } from '@/lib/platform/locale'

export interface EmailFormat {
  /** Minor units as text: (`7021`, `EUR`) → `€70.21`. */
  money: (amount: string, currency: string) => string
  /** ISO text of an instant: the day it is in the customer's zone, `22 November 2026`. */
  day: (instant: string) => string
  /** `60 minutes`, `60 Minuten`. */
  minutes: (minutes: number) => string
}

export function emailFormat({ locale, timeZone }: { locale: string; timeZone: string }): EmailFormat {
  const intl = formattingLocale(locale)
  const minutes = new Intl.NumberFormat(intl, { style: 'unit', unit: 'minute', unitDisplay: 'long' })
  return {
    money: (amount, currency) => formatMoney({ amount: BigInt(amount), currency, locale: intl }),
    day: (instant) => formatDay(new Date(instant), { locale: intl, timeZone, style: 'long' }),
    minutes: (count) => minutes.format(count),
  }
}
