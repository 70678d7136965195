import Link from 'next/link'
import { NotFoundScreen } from '@/components/shell/not-found-screen'
import { texts } from '@/components/texts/en'
import { Logo } from '@/components/ui/logo'

export default function NotFound() {
  return (
    <main className="mx-auto max-w-lg px-0 py-10">
      <Link href="/" aria-label={texts.app.name} className="ml-4 inline-flex">
        <Logo />
      </Link>
      <NotFoundScreen />
    </main>
  )
}
