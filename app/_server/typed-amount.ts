import { SCREEN_LOCALE } from '@/components/format/money'
import { EngineError } from '@/lib/engine/errors'
import { parseMoney } from '@/lib/engine/money'

/** An amount in minor units, as it is typed on our screens; null if it is none. */
export function typedAmount(text: string, currency: string): bigint | null {
  try {
    return parseMoney({ text, currency, locale: SCREEN_LOCALE })
  } catch (error) {
    if (error instanceof EngineError) return null
    throw error
  }
}
