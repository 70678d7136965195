import Link from 'next/link'
import { texts } from '@/components/texts/en'
import { buttonStyles } from '@/components/ui/button'
import { Logo } from '@/components/ui/logo'
import { ThemeToggle } from '@/components/ui/theme-toggle'
import { SkipLink } from './skip-link'

interface SiteHeaderProps {
  /** Signed in already: offers the portal instead of sign-in. */
  signedIn?: boolean
}

export function SiteHeader({ signedIn }: SiteHeaderProps) {
  return (
    <>
      <SkipLink />
      <header className="border-b border-line/70">
        <div className="mx-auto flex h-16 w-full max-w-6xl items-center justify-between gap-4 px-4 sm:px-6">
          <Link href="/" className="flex rounded-md" aria-label={texts.app.name}>
            <Logo />
          </Link>
          <nav aria-label={texts.shell.mainNavigation} className="flex items-center gap-1 sm:gap-2">
            <Link href="/#plans" className={buttonStyles({ variant: 'ghost', size: 'sm', className: 'max-sm:hidden' })}>
              {texts.site.nav.plans}
            </Link>
            <Link
              href="/#questions"
              className={buttonStyles({ variant: 'ghost', size: 'sm', className: 'max-sm:hidden' })}
            >
              {texts.site.nav.questions}
            </Link>
            <ThemeToggle />
            {signedIn ? (
              <Link href="/portal" className={buttonStyles({ size: 'sm' })}>
                {texts.shell.customerPortal}
              </Link>
            ) : (
              <>
                <Link href="/sign-in" className={buttonStyles({ variant: 'ghost', size: 'sm' })}>
                  {texts.shell.signIn}
                </Link>
                <Link href="/sign-up" className={buttonStyles({ size: 'sm', className: 'max-sm:hidden' })}>
                  {texts.shell.getStarted}
                </Link>
              </>
            )}
          </nav>
        </div>
      </header>
    </>
  )
}
