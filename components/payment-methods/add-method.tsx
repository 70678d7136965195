'use client'

import { useElements, useStripe } from '@stripe/react-stripe-js'
import { Lock } from 'lucide-react'
import Link from 'next/link'
import { useRouter } from 'next/navigation'
import { useEffect, useRef, useState, type FormEvent } from 'react'
import { toast } from 'sonner'
import type { Action } from '@/components/forms/outcome'
import { explainStripeError } from '@/components/payments/stripe-failure'
import { PaymentFields, StripeForm } from '@/components/payments/stripe-form'
import type { StripeSetup } from '@/components/payments/use-stripe-loader'
import { texts } from '@/components/texts/en'
import { Banner } from '@/components/ui/banner'
import { Button, buttonStyles } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { Checkbox } from '@/components/ui/checkbox'
import { Skeleton } from '@/components/ui/skeleton'

const LIST = '/portal/payment-methods'

interface AddMethodProps {
  stripe: StripeSetup
  /** The set-up a bank sent the customer back with, having needed the whole window. */
  returnedSetup: string | null
  /** Starts a set-up; the browser confirms with its secret. */
  openSetup: Action<Record<string, never>, { setupRef: string; clientSecret: string }>
  /** Keeps the method of a confirmed set-up. */
  add: Action<{ setupRef: string; makeDefault: boolean }>
}

/**
 * Stores another card or account, confirming with the bank where it asks for that. A page, not a dialog: the bank's
 * window lies over the whole document, and a modal dialog would not let anyone click there.
 */
export function AddMethod({ stripe, returnedSetup, openSetup, add }: AddMethodProps) {
  const router = useRouter()
  const [setup, setSetup] = useState<{ setupRef: string; clientSecret: string } | null>(null)
  const [failure, setFailure] = useState<string | null>(null)
  const begun = useRef(false)

  useEffect(() => {
    if (begun.current) return
    begun.current = true
    async function begin() {
      if (returnedSetup) {
        const kept = await add({ setupRef: returnedSetup, makeDefault: false }).catch(() => undefined)
        if (kept && !kept.serverError) {
          toast.success(texts.portal.methods.added)
          return router.replace(LIST)
        }
        setFailure(kept?.serverError?.message ?? texts.common.errors.offline)
      }
      const opened = await openSetup({}).catch(() => undefined)
      if (opened?.data) setSetup(opened.data)
      else setFailure(opened?.serverError?.message ?? texts.common.errors.offline)
    }
    void begin()
  }, [returnedSetup, add, openSetup, router])

  return (
    <Card className="p-5">
      {failure && <Banner tone="critical" title={failure} className="mb-4" />}
      {setup ? (
        <StripeForm setup={stripe} intent={{ clientSecret: setup.clientSecret }}>
          <Fields setupRef={setup.setupRef} add={add} />
        </StripeForm>
      ) : (
        !failure && <Skeleton className="h-48" />
      )}
    </Card>
  )
}

function Fields({ setupRef, add }: { setupRef: string; add: AddMethodProps['add'] }) {
  const stripe = useStripe()
  const elements = useElements()
  const router = useRouter()
  const underWay = useRef(false)
  const [pending, setPending] = useState(false)
  const [makeDefault, setMakeDefault] = useState(true)
  const [problem, setProblem] = useState<{ title: string; text?: string } | null>(null)
  const t = texts.portal.methods

  async function save(): Promise<void> {
    if (!stripe || !elements) return
    const result = await stripe.confirmSetup({
      elements,
      redirect: 'if_required',
      confirmParams: { return_url: `${window.location.origin}${LIST}/add` },
    })
    if (result.error) {
      const explained = explainStripeError(result.error)
      return setProblem(explained.inFields ? null : explained)
    }
    const outcome = await add({ setupRef, makeDefault }).catch(() => undefined)
    if (!outcome || outcome.serverError) {
      return setProblem({ title: t.problem, text: outcome?.serverError?.message ?? texts.common.errors.offline })
    }
    toast.success(t.added)
    router.push(LIST)
  }

  async function submit(event: FormEvent) {
    event.preventDefault()
    if (underWay.current) return
    underWay.current = true
    setPending(true)
    setProblem(null)
    try {
      await save()
    } catch {
      setProblem({ title: t.problem, text: texts.common.errors.offline })
    } finally {
      underWay.current = false
      setPending(false)
    }
  }

  return (
    <form noValidate onSubmit={submit} className="flex flex-col gap-4">
      <PaymentFields />
      <Checkbox
        label={t.useForRenewals}
        checked={makeDefault}
        onCheckedChange={(checked) => setMakeDefault(checked === true)}
      />
      {problem && (
        <Banner tone="critical" title={problem.title}>
          {problem.text}
        </Banner>
      )}
      <div className="flex flex-wrap gap-2">
        <Button type="submit" size="lg" pending={pending} disabled={!stripe || !elements}>
          {t.save}
        </Button>
        <Link href={LIST} className={buttonStyles({ variant: 'ghost', size: 'lg' })}>
          {t.cancel}
        </Link>
      </div>
      <p className="flex items-center gap-2 text-xs text-ink-faint">
        <Lock aria-hidden className="size-3.5" />
        {texts.payments.secure}
      </p>
    </form>
  )
}
