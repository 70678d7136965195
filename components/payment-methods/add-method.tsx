'use client'

import { useElements, useStripe } from '@stripe/react-stripe-js'
import { Lock, Plus } from 'lucide-react'
import { usePathname, useRouter, useSearchParams } from 'next/navigation'
import { useEffect, useRef, useState, type FormEvent } from 'react'
import { toast } from 'sonner'
import type { Action } from '@/components/forms/outcome'
import { explainStripeError } from '@/components/payments/stripe-failure'
import { PaymentFields, StripeForm } from '@/components/payments/stripe-form'
import type { StripeSetup } from '@/components/payments/use-stripe-loader'
import { texts } from '@/components/texts/en'
import { Banner } from '@/components/ui/banner'
import { Button } from '@/components/ui/button'
import { Checkbox } from '@/components/ui/checkbox'
import { Dialog } from '@/components/ui/dialog'
import { Skeleton } from '@/components/ui/skeleton'

interface AddMethodProps {
  stripe: StripeSetup
  /** Starts a set-up; the browser confirms with its secret. */
  openSetup: Action<Record<string, never>, { setupRef: string; clientSecret: string }>
  /** Keeps the method of a confirmed set-up. */
  add: Action<{ setupRef: string; makeDefault: boolean }>
}

/** Stores another card or account, confirming with the bank where it asks for that. */
export function AddMethod({ stripe, openSetup, add }: AddMethodProps) {
  const searchParams = useSearchParams()
  const pathname = usePathname()
  const router = useRouter()
  const [open, setOpen] = useState(searchParams.has('add'))
  const [setup, setSetup] = useState<{ setupRef: string; clientSecret: string } | null>(null)
  const [failure, setFailure] = useState<string | null>(null)
  const t = texts.portal.methods
  const returned = searchParams.get('setup_intent')
  const handled = useRef(false)

  // A bank that needed the whole window sends the customer back here with the set-up's id.
  useEffect(() => {
    if (!returned || handled.current) return
    handled.current = true
    void add({ setupRef: returned, makeDefault: false }).then((outcome) => {
      if (outcome?.serverError) toast.error(outcome.serverError.message)
      else toast.success(t.added)
      router.replace(pathname)
    })
  }, [returned, add, router, pathname, t])

  useEffect(() => {
    if (!open || setup) return
    let gone = false
    void openSetup({})
      .catch(() => undefined)
      .then((outcome) => {
        if (gone) return
        if (outcome?.data) setSetup(outcome.data)
        else setFailure(outcome?.serverError?.message ?? texts.common.errors.offline)
      })
    return () => {
      gone = true
    }
  }, [open, setup, openSetup])

  function change(next: boolean) {
    setOpen(next)
    setFailure(null)
    if (!next) {
      setSetup(null)
      if (searchParams.has('add')) router.replace(pathname)
    }
  }

  return (
    <Dialog
      open={open}
      onOpenChange={change}
      title={t.add}
      description={t.addText}
      trigger={
        <Button>
          <Plus aria-hidden />
          {t.add}
        </Button>
      }
    >
      {failure ? (
        <Banner tone="critical" title={failure} />
      ) : setup ? (
        <StripeForm setup={stripe} intent={{ clientSecret: setup.clientSecret }}>
          <Fields
            setupRef={setup.setupRef}
            add={add}
            onDone={() => {
              toast.success(t.added)
              change(false)
            }}
          />
        </StripeForm>
      ) : (
        <Skeleton className="h-32" />
      )}
    </Dialog>
  )
}

interface FieldsProps {
  setupRef: string
  add: AddMethodProps['add']
  onDone: () => void
}

function Fields({ setupRef, add, onDone }: FieldsProps) {
  const stripe = useStripe()
  const elements = useElements()
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
      confirmParams: { return_url: `${window.location.origin}/portal/payment-methods` },
    })
    if (result.error) {
      const explained = explainStripeError(result.error)
      return setProblem(explained.inFields ? null : explained)
    }
    const outcome = await add({ setupRef, makeDefault }).catch(() => undefined)
    if (!outcome || outcome.serverError) {
      return setProblem({ title: t.problem, text: outcome?.serverError?.message ?? texts.common.errors.offline })
    }
    onDone()
  }

  async function submit(event: FormEvent) {
    event.preventDefault()
    if (underWay.current) return
    underWay.current = true
    setPending(true)
    setProblem(null)
    try {
      await save()
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
      <Button type="submit" size="lg" pending={pending} disabled={!stripe || !elements}>
        {t.save}
      </Button>
      <p className="flex items-center gap-2 text-xs text-ink-faint">
        <Lock aria-hidden className="size-3.5" />
        {texts.payments.secure}
      </p>
    </form>
  )
}
