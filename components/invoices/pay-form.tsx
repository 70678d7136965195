'use client'

import { useElements, useStripe } from '@stripe/react-stripe-js'
import { Lock } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useRef, useState, type FormEvent } from 'react'
import { methodName, expiryText } from '@/components/billing/method-label'
import type { MethodView } from '@/components/billing/types'
import type { Action } from '@/components/forms/outcome'
import { formatMoney } from '@/components/format/money'
import { explainStripeError } from '@/components/payments/stripe-failure'
import { PaymentFields, StripeForm } from '@/components/payments/stripe-form'
import type { StripeSetup } from '@/components/payments/use-stripe-loader'
import { texts } from '@/components/texts/en'
import { Badge } from '@/components/ui/badge'
import { Banner } from '@/components/ui/banner'
import { Button } from '@/components/ui/button'
import { Section } from '@/components/ui/card'
import { Radio, RadioGroup } from '@/components/ui/radio-group'

interface PayFormProps {
  invoiceId: string
  amount: bigint
  currency: string
  methods: MethodView[]
  stripe: StripeSetup
  /** Opens (or finds again) the payment the browser confirms. */
  open: Action<{ invoiceId: string }, { clientSecret: string | null }>
}

const NEW = 'new'

/** Pays an open invoice with a stored method or a new one. */
export function PayForm(props: PayFormProps) {
  return (
    <StripeForm setup={props.stripe} intent={{ mode: 'payment', amount: props.amount, currency: props.currency }}>
      <Fields {...props} />
    </StripeForm>
  )
}

function Fields({ invoiceId, amount, currency, methods, open }: PayFormProps) {
  const stripe = useStripe()
  const elements = useElements()
  const router = useRouter()
  const underWay = useRef(false)
  const [pending, setPending] = useState(false)
  const [problem, setProblem] = useState<{ title: string; text?: string } | null>(null)
  const [choice, setChoice] = useState(methods.find(({ isDefault }) => isDefault)?.id ?? methods[0]?.id ?? NEW)
  const t = texts.portal.pay
  const total = formatMoney(amount, { currency })

  async function pay(): Promise<void> {
    if (!stripe || !elements) return
    const stored = methods.find(({ id }) => id === choice)
    if (!stored) {
      const checked = await elements.submit()
      if (checked.error) {
        const explained = explainStripeError(checked.error)
        return setProblem(explained.inFields ? null : explained)
      }
    }
    const opened = await open({ invoiceId }).catch(() => undefined)
    if (!opened?.data)
      return setProblem({ title: opened?.serverError?.message ?? texts.common.errors.offline, text: t.kept })
    const back = `/portal/invoices/${invoiceId}?paying=1`
    const { clientSecret } = opened.data
    if (clientSecret) {
      const return_url = `${window.location.origin}${back}`
      const result = stored
        ? await stripe.confirmPayment({
            clientSecret,
            redirect: 'if_required',
            confirmParams: { payment_method: stored.processorRef, return_url },
          })
        : await stripe.confirmPayment({
            elements,
            clientSecret,
            redirect: 'if_required',
            confirmParams: { return_url },
          })
      if (result.error) {
        const explained = explainStripeError(result.error)
        if (!explained.unsure) return setProblem(explained.inFields ? null : explained)
      }
    }
    router.push(back)
    await new Promise(() => {})
  }

  async function submit(event: FormEvent) {
    event.preventDefault()
    if (underWay.current) return
    underWay.current = true
    setPending(true)
    setProblem(null)
    try {
      await pay()
    } catch {
      setProblem(texts.payments.problems.other)
    } finally {
      underWay.current = false
      setPending(false)
    }
  }

  return (
    <form noValidate onSubmit={submit} className="flex flex-col gap-4">
      <Section title={t.with}>
        {methods.length > 0 && (
          <RadioGroup aria-label={t.with} value={choice} onValueChange={setChoice}>
            {methods.map((method) => (
              <Radio
                key={method.id}
                card
                value={method.id}
                label={methodName(method)}
                hint={expiryText(method) ? texts.billing.method.expires(expiryText(method)!) : undefined}
                aside={method.isDefault ? <Badge tone="accent">{texts.portal.methods.default}</Badge> : undefined}
              />
            ))}
            <Radio card value={NEW} label={t.another} />
          </RadioGroup>
        )}
        {choice === NEW && (
          <div className="mt-4">
            <PaymentFields />
          </div>
        )}
        <p className="mt-3 flex items-center gap-2 text-xs text-ink-faint">
          <Lock aria-hidden className="size-3.5" />
          {texts.payments.secure}
        </p>
      </Section>
      {problem && (
        <Banner tone="critical" title={problem.title}>
          {problem.text}
        </Banner>
      )}
      <Button type="submit" size="lg" pending={pending} disabled={!stripe || !elements}>
        {t.submit(total)}
      </Button>
    </form>
  )
}
