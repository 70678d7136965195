import { formatQuantity } from '@/components/format/number'

/** An exact decimal with its meter's unit: '1 building', '50,000 calls', '12.5 GB'. Symbols have no plural. */
export function quantityText(value: string, unit: string): string {
  return `${formatQuantity(value)} ${unitText(value, unit)}`
}

/** The unit as it stands after a quantity. */
export const unitText = (value: string, unit: string): string =>
  Number(value) === 1 || !/^[a-z]+$/.test(unit) ? unit : `${unit}s`
