'use client'

import { Elements, PaymentElement } from '@stripe/react-stripe-js'
import type { Appearance, StripeElementsOptions } from '@stripe/stripe-js'
import { useTheme } from 'next-themes'
import { useMemo, useState, type ReactNode } from 'react'
import { texts } from '@/components/texts/en'
import { Banner } from '@/components/ui/banner'
import { Skeleton } from '@/components/ui/skeleton'
import { useStripeLoader, type StripeSetup } from './use-stripe-loader'

interface StripeFormProps {
  setup: StripeSetup
  /** Either the secret of a payment or set-up that exists, or what one will be for (amount in minor units). */
  intent: { clientSecret: string } | { mode: 'payment'; amount: bigint; currency: string }
  children: ReactNode
}

/** Gives its children Stripe's Elements in our own look. */
export function StripeForm({ setup, intent, children }: StripeFormProps) {
  const { client, failed } = useStripeLoader(setup)
  const appearance = useAppearance()

  const secret = 'clientSecret' in intent ? intent.clientSecret : null
  const amount = 'mode' in intent ? Number(intent.amount) : 0
  const currency = 'mode' in intent ? intent.currency.toLowerCase() : ''
  const options = useMemo<StripeElementsOptions>(
    () =>
      secret
        ? { clientSecret: secret, appearance, locale: 'en' }
        : { mode: 'payment', amount, currency, setupFutureUsage: 'off_session', appearance, locale: 'en' },
    [secret, amount, currency, appearance],
  )

  if (failed) {
    return (
      <Banner tone="critical" title={texts.payments.scriptFailedTitle}>
        {texts.payments.scriptFailedText}
      </Banner>
    )
  }
  return (
    <Elements stripe={client} options={options}>
      {children}
    </Elements>
  )
}

/** Stripe's card, debit and wallet fields; a skeleton of their height until they are there. */
export function PaymentFields({ onReady }: { onReady?: () => void }) {
  const [ready, setReady] = useState(false)
  return (
    <div className="relative min-h-32">
      {!ready && (
        <div className="absolute inset-0 flex flex-col gap-3">
          <Skeleton className="h-10" />
          <div className="grid grid-cols-2 gap-3">
            <Skeleton className="h-10" />
            <Skeleton className="h-10" />
          </div>
        </div>
      )}
      <PaymentElement
        options={{ layout: 'tabs' }}
        onReady={() => {
          setReady(true)
          onReady?.()
        }}
      />
    </div>
  )
}

/** The tokens of the theme in the words of Stripe's appearance. */
function useAppearance(): Appearance {
  const { resolvedTheme } = useTheme()
  return useMemo(() => {
    if (typeof window === 'undefined') return {}
    const style = getComputedStyle(document.documentElement)
    const token = (name: string) => style.getPropertyValue(name).trim()
    return {
      theme: resolvedTheme === 'dark' ? 'night' : 'stripe',
      variables: {
        colorPrimary: token('--accent-text'),
        colorBackground: token('--surface'),
        colorText: token('--ink'),
        colorTextSecondary: token('--ink-muted'),
        colorTextPlaceholder: token('--ink-faint'),
        colorDanger: token('--critical'),
        borderRadius: '8px',
        fontSizeBase: '15px',
        fontFamily: 'system-ui, sans-serif',
        spacingUnit: '4px',
      },
      rules: {
        '.Input': { border: `1px solid ${token('--line-strong')}`, boxShadow: 'none' },
        '.Label': { fontWeight: '500' },
      },
    }
  }, [resolvedTheme])
}
