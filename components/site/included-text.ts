import type { Plan } from '@/lib/catalog/types'
import { formatInteger } from '@/components/format/number'
import { texts } from '@/components/texts/en'

/** How much of a meter is included, in words: 'Unlimited', '50,000', '5 GB'. */
export function includedText({ included, unit, meter }: Plan['allowances'][number]): string {
  if (included === null) return texts.site.plans.unlimited
  if (included === 0n) return texts.site.plans.none
  return meter === 'storage_gb' ? `${formatInteger(included)} ${unit}` : formatInteger(included)
}
