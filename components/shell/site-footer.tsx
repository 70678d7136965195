import Link from 'next/link'
import { texts } from '@/components/texts/en'
import { Logo } from '@/components/ui/logo'

export function SiteFooter() {
  return (
    <footer className="border-t border-line">
      <div className="mx-auto flex w-full max-w-6xl flex-wrap items-center justify-between gap-x-8 gap-y-4 px-4 py-8 text-sm text-ink-faint sm:px-6">
        <Logo />
        <p>{texts.site.footer.line}</p>
        <nav aria-label={texts.site.footer.label} className="flex gap-5">
          <Link href="/docs/api" className="hover:text-ink">
            {texts.api.reference.title}
          </Link>
          <Link href="/sign-in" className="hover:text-ink">
            {texts.shell.customerPortal}
          </Link>
          <Link href="/admin" className="hover:text-ink">
            {texts.shell.staff}
          </Link>
        </nav>
      </div>
    </footer>
  )
}
