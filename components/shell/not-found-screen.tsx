import Link from 'next/link'
import { texts } from '@/components/texts/en'
import { buttonStyles } from '@/components/ui/button'

export function NotFoundScreen({ home = '/' }: { home?: string }) {
  const t = texts.error
  return (
    <div className="mx-auto flex max-w-lg flex-col items-start px-4 py-16">
      <p className="text-sm text-ink-faint tabular">404</p>
      <h1 className="mt-1 text-2xl font-semibold tracking-[-0.022em]">{t.notFoundTitle}</h1>
      <p className="mt-2 text-ink-muted">{t.notFoundText}</p>
      <Link href={home} className={buttonStyles({ className: 'mt-6' })}>
        {t.home}
      </Link>
    </div>
  )
}
