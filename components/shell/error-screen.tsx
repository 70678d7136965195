'use client'

import { useRouter } from 'next/navigation'
import { startTransition } from 'react'
import { texts } from '@/components/texts/en'
import { Button } from '@/components/ui/button'

interface ErrorScreenProps {
  error: Error & { digest?: string }
  reset: () => void
}

/** A page failed. Says that nothing was charged by looking, gives the reference of our log, offers to try again. */
export function ErrorScreen({ error, reset }: ErrorScreenProps) {
  const router = useRouter()
  const t = texts.error
  return (
    <div role="alert" className="mx-auto flex max-w-lg flex-col items-start px-4 py-16">
      <h1 className="text-2xl font-semibold tracking-[-0.022em]">{t.title}</h1>
      <p className="mt-2 text-ink-muted">{t.text}</p>
      {error.digest && (
        <p className="mt-3 text-sm text-ink-faint">
          {t.reference}: <code className="font-mono">{error.digest}</code>
        </p>
      )}
      <Button
        className="mt-6"
        onClick={() =>
          startTransition(() => {
            router.refresh()
            reset()
          })
        }
      >
        {texts.common.tryAgain}
      </Button>
    </div>
  )
}
