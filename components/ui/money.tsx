import { formatMoney, type MoneyFormat } from '@/components/format/money'
import { cn } from './cn'

interface MoneyProps extends MoneyFormat {
  /** Minor units. */
  amount: bigint | string | number
  className?: string
}

/** An amount of money in tabular numerals. */
export function Money({ amount, className, ...format }: MoneyProps) {
  return <span className={cn('whitespace-nowrap tabular', className)}>{formatMoney(amount, format)}</span>
}
