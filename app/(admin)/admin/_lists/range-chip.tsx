import { X } from 'lucide-react'
import Link from 'next/link'
import { texts } from '@/components/texts/en'
import { buttonStyles } from '@/components/ui/button'

/** Says that a list is cut to a stretch of time, and leads to the whole one. */
export function RangeChip({ label, href }: { label: string; href: string }) {
  return (
    <Link href={href} className={buttonStyles({ variant: 'secondary', size: 'sm' })}>
      {label}
      <X aria-hidden />
      <span className="sr-only">{texts.table.clear}</span>
    </Link>
  )
}
