'use client'

import { useElements, useStripe } from '@stripe/react-stripe-js'
import { Lock } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { parseAsString, useQueryState } from 'nuqs'
import { useRef, useState, type FormEvent, type ReactNode } from 'react'
import type { Plan } from '@/lib/catalog/types'
import { BillingDetailsFields, type BillingDetailsValue } from '@/components/details/billing-details-fields'
import type { Action, Outcome } from '@/components/forms/outcome'
import { useFocusOnError } from '@/components/forms/use-submit'
import type { CountryOptions } from '@/components/format/countries'
import { formatMoney } from '@/components/format/money'
import { PaymentFields, StripeForm } from '@/components/payments/stripe-form'
import { explainStripeError } from '@/components/payments/stripe-failure'
import type { StripeSetup } from '@/components/payments/use-stripe-loader'
import { priceOf, yearlySaving } from '@/components/site/plan-prices'
import { texts } from '@/components/texts/en'
import { Banner } from '@/components/ui/banner'
import { Button } from '@/components/ui/button'
import { Section } from '@/components/ui/card'
import { Radio, RadioGroup } from '@/components/ui/radio-group'
import { Segmented } from '@/components/ui/segmented'
import { OrderSummary, type CheckoutPreview } from './order-summary'
import { PromotionCode } from './promotion-code'
import { usePreview, type PreviewInput } from './use-preview'

export interface StartedOrder {
  subscriptionId: string
  /** What the browser confirms with; null when there is nothing to confirm any more. */
  clientSecret: string | null
}

export interface CheckoutProps {
  plans: Plan[]
  initialPriceId: string
  /** Of the order that waits, or of the link that led here; empty for none. */
  initialPromotionCode: string
  initialDetails: BillingDetailsValue
  initialPreview: CheckoutPreview
  countries: CountryOptions
  timeZone: string
  stripe: StripeSetup
  /** An order that was begun earlier and is not paid yet. */
  resumed?: boolean
  preview: Action<PreviewInput, CheckoutPreview>
  /** Saves the details, makes (or finds again) the order and its invoice, opens its payment. */
  start: Action<BillingDetailsValue & { priceId: string; promotionCode: string }, StartedOrder>
}

/** Plan, details and payment on one page, with the total beside them. */
export function Checkout(props: CheckoutProps) {
  const { plans, initialPreview, stripe } = props
  const [priceId, setPriceId] = useQueryState('price', parseAsString.withDefault(props.initialPriceId))
  const [details, setDetails] = useState(props.initialDetails)
  const [promotionCode, setPromotionCode] = useState(props.initialPromotionCode)
  const [attempt, setAttempt] = useState(0)
  const plan = plans.find(({ prices }) => prices.some(({ id }) => id === priceId)) ?? plans[0]
  const price = plan?.prices.find(({ id }) => id === priceId) ?? plan?.prices[0]
  const { preview, updating, failed } = usePreview(
    props.preview,
    {
      priceId: price?.id ?? '',
      promotionCode,
      country: details.country,
      postalCode: details.postalCode,
      isBusiness: details.isBusiness,
      vatId: details.vatId,
      attempt,
    },
    initialPreview,
  )
  if (!plan || !price) return null

  const t = texts.checkout
  const choose = (next: { code?: string; interval?: 'MONTH' | 'YEAR' }) => {
    const wanted = plans.find(({ code }) => code === (next.code ?? plan.code)) ?? plan
    void setPriceId(priceOf(wanted, next.interval ?? price.interval)?.id ?? null)
  }
  const summary = (
    <OrderSummary
      planName={plan.name}
      interval={price.interval}
      saving={price.interval === 'YEAR' ? yearlySaving(plan) : null}
      preview={preview}
      timeZone={props.timeZone}
      updating={updating}
      promotion={
        <PromotionCode
          code={promotionCode}
          onChange={setPromotionCode}
          promotion={preview.promotion}
          updating={updating}
        />
      }
    />
  )
  const due = preview.total - (preview.fromBalance ?? 0n)

  return (
    // Stripe's fields want an amount even while there is nothing to pay and they are not shown.
    <StripeForm setup={stripe} intent={{ mode: 'payment', amount: due > 0n ? due : 1n, currency: preview.currency }}>
      <PayableForm
        {...props}
        priceId={price.id}
        promotionCode={preview.promotion && 'name' in preview.promotion ? promotionCode : ''}
        due={due}
        details={details}
        setDetails={setDetails}
        preview={preview}
        updating={updating}
        askAgain={() => setAttempt(attempt + 1)}
        previewReady={!updating && !failed}
        summary={
          <>
            {summary}
            {failed && <Banner tone="caution" title={t.previewFailed} className="mt-3" />}
          </>
        }
        planChooser={
          <Section
            title={t.plan}
            actions={
              <Segmented
                label={texts.site.plans.interval}
                value={price.interval}
                onValueChange={(interval) => choose({ interval })}
                options={[
                  { value: 'MONTH', label: texts.site.plans.monthly },
                  { value: 'YEAR', label: texts.site.plans.yearly },
                ]}
              />
            }
          >
            <RadioGroup
              aria-label={t.choosePlan}
              value={plan.code}
              onValueChange={(code) => choose({ code })}
              className="sm:grid-cols-3"
            >
              {plans.map((option) => {
                const offered = priceOf(option, price.interval)
                return (
                  offered && (
                    <Radio
                      key={option.id}
                      card
                      value={option.code}
                      label={option.name}
                      hint={`${formatMoney(offered.unitAmount, { currency: offered.currency, trimZeros: true })} ${texts.billing.interval[offered.interval].per}`}
                    />
                  )
                )
              })}
            </RadioGroup>
          </Section>
        }
      />
    </StripeForm>
  )
}

interface PayableFormProps extends Omit<CheckoutProps, 'preview'> {
  priceId: string
  /** As it was accepted; empty for none. */
  promotionCode: string
  /** What is left to pay after discount and balance. */
  due: bigint
  details: BillingDetailsValue
  setDetails: (details: BillingDetailsValue) => void
  preview: CheckoutPreview
  updating: boolean
  /** Works out the preview once more. */
  askAgain: () => void
  previewReady: boolean
  summary: ReactNode
  planChooser: ReactNode
}

interface Problem {
  title: string
  text: string
}

/** The part that talks to Stripe: it must live inside Elements. */
function PayableForm(props: PayableFormProps) {
  const {
    priceId,
    promotionCode,
    due,
    details,
    setDetails,
    preview,
    updating,
    previewReady,
    summary,
    planChooser,
    start,
  } = props
  // Said to those who come back, not to those whose card was refused a moment ago.
  const [resumed] = useState(props.resumed)
  const stripe = useStripe()
  const elements = useElements()
  const router = useRouter()
  const form = useRef<HTMLFormElement>(null)
  // State arrives a render later; a double click comes sooner.
  const underWay = useRef(false)
  const [pending, setPending] = useState(false)
  const [problem, setProblem] = useState<Problem | null>(null)
  const [outcome, setOutcome] = useState<Outcome<StartedOrder>>()
  const t = texts.checkout
  useFocusOnError(form, outcome)

  const fieldErrors = outcome?.validationErrors?.fieldErrors ?? {}

  async function pay(): Promise<void> {
    if (!stripe || !elements) return
    if (due > 0n) {
      const checked = await elements.submit()
      if (checked.error) {
        const explained = explainStripeError(checked.error)
        return setProblem(explained.inFields ? null : explained)
      }
    }
    let started: Outcome<StartedOrder> | undefined
    try {
      started = await start({ ...details, priceId, promotionCode })
    } catch {
      return setProblem({ title: texts.common.errors.offline, text: t.kept })
    }
    setOutcome(started)
    if (started?.validationErrors) return setProblem(null)
    if (!started?.data) {
      return setProblem({ title: started?.serverError?.message ?? texts.common.errors.generic, text: t.kept })
    }
    const { subscriptionId, clientSecret } = started.data
    const complete = `/portal/checkout/complete?subscription=${subscriptionId}`
    // The sums changed since the preview: nothing was typed that could be charged.
    if (clientSecret && due <= 0n) return setProblem({ title: t.changed, text: t.kept })
    if (clientSecret) {
      const result = await stripe.confirmPayment({
        elements,
        clientSecret,
        redirect: 'if_required',
        confirmParams: {
          return_url: `${window.location.origin}${complete}`,
          payment_method_data: {
            billing_details: {
              name: details.name,
              email: details.email,
              address: { country: details.country, postal_code: details.postalCode },
            },
          },
        },
      })
      if (result.error) {
        const explained = explainStripeError(result.error)
        // When the answer was lost only the server can say: go and ask it.
        if (!explained.unsure)
          return setProblem(explained.inFields ? null : { ...explained, text: `${explained.text} ${t.kept}` })
      }
    }
    router.push(complete)
    // Stay busy until the next page is there.
    await new Promise(() => {})
  }

  async function submit(event: FormEvent) {
    event.preventDefault()
    if (underWay.current || !previewReady) return
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
    <form ref={form} noValidate onSubmit={submit} className="grid items-start gap-6 lg:grid-cols-[minmax(0,1fr)_21rem]">
      <div className="flex min-w-0 flex-col gap-5">
        {resumed && (
          <Banner tone="info" title={t.resumed.title}>
            {t.resumed.text}
          </Banner>
        )}
        {planChooser}
        <Section title={t.details}>
          <BillingDetailsFields
            value={details}
            onChange={setDetails}
            countries={props.countries}
            errorOf={(field) => fieldErrors[field]?.[0]}
            vatIdNote={
              details.vatId && preview.vatIdStatus ? texts.details.vatIdStatus[preview.vatIdStatus] : undefined
            }
          />
        </Section>
        {preview.vatIdPending && (
          <Banner
            tone="caution"
            title={t.vatIdPending.title}
            actions={
              <>
                <Button type="button" variant="secondary" pending={updating} onClick={props.askAgain}>
                  {t.vatIdPending.again}
                </Button>
                <Button type="button" variant="secondary" onClick={() => setDetails({ ...details, vatId: '' })}>
                  {t.vatIdPending.without}
                </Button>
              </>
            }
          >
            {t.vatIdPending.text}
          </Banner>
        )}
        {due > 0n ? (
          <Section title={t.payment} description={t.paymentText}>
            <PaymentFields />
            <p className="mt-3 flex items-center gap-2 text-xs text-ink-faint">
              <Lock aria-hidden className="size-3.5" />
              {texts.payments.secure}
            </p>
          </Section>
        ) : (
          <Banner tone="positive" title={t.nothingToPay}>
            {t.nothingToPayText}
          </Banner>
        )}
      </div>
      <div className="flex flex-col gap-4 lg:sticky lg:top-6">
        {summary}
        {problem && (
          <Banner tone="critical" title={problem.title}>
            {problem.text}
          </Banner>
        )}
        <Button
          type="submit"
          size="lg"
          pending={pending || updating}
          disabled={!stripe || !elements || preview.vatIdPending}
        >
          {previewReady && preview.taxKnown
            ? due > 0n
              ? t.submit(formatMoney(due, { currency: preview.currency }))
              : t.submitFree
            : t.submitPlain}
        </Button>
        <p className="text-center text-xs text-ink-faint">{t.agree}</p>
      </div>
    </form>
  )
}
