import { formatDate, formatDateTime, type DateFormat } from '@/components/format/date-time'
import { cn } from './cn'

interface DateTimeProps extends DateFormat {
  value: Date | string
  /** `date` by default; `instant` adds hour, minute and the zone's name. */
  show?: 'date' | 'instant'
  className?: string
}

/** An instant in an explicit zone; hovering or copying gives the exact UTC value. */
export function DateTime({ value, show = 'date', className, ...format }: DateTimeProps) {
  const iso = typeof value === 'string' ? value : value.toISOString()
  return (
    <time dateTime={iso} title={iso} className={cn('whitespace-nowrap tabular', className)}>
      {show === 'date' ? formatDate(value, format) : formatDateTime(value, format)}
    </time>
  )
}
