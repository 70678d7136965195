'use client'

import { useRouter } from 'next/navigation'
import { toast } from 'sonner'
import type { Action } from '@/components/forms/outcome'
import { useSubmit } from '@/components/forms/use-submit'
import { texts } from '@/components/texts/en'
import { Banner } from '@/components/ui/banner'
import { Button } from '@/components/ui/button'

interface TrialOfferProps {
  days: number
  priceId: string
  start: Action<{ priceId: string }>
}

/** The chosen plan can be tried first: without paying, and without a payment method. */
export function TrialOffer({ days, priceId, start }: TrialOfferProps) {
  const t = texts.lifecycle.startTrial
  const router = useRouter()
  const submit = useSubmit(start, () => {
    toast.success(t.done)
    router.push('/portal/subscription')
  })
  return (
    <Banner
      tone="info"
      title={t.title(days)}
      className="mb-5"
      actions={
        <Button size="sm" pending={submit.pending} onClick={() => submit.run({ priceId })}>
          {t.label(days)}
        </Button>
      }
    >
      {submit.formError ?? t.text}
    </Banner>
  )
}
