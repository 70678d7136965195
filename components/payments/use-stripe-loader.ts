'use client'

import type { Stripe } from '@stripe/stripe-js'
import { loadStripe } from '@stripe/stripe-js/pure'
import { useMemo } from 'react'

export interface StripeSetup {
  publishableKey: string
  /** The sandbox's stand-in for Stripe's script; loaded first where it is set. With real keys it is null. */
  scriptUrl: string | null
}

const scripts = new Map<string, Promise<void>>()
const clients = new Map<string, Promise<Stripe | null>>()

function loadScript(url: string): Promise<void> {
  let loading = scripts.get(url)
  if (!loading) {
    loading = new Promise<void>((resolve, reject) => {
      const script = document.createElement('script')
      script.src = url
      script.onload = () => resolve()
      script.onerror = () => {
        // The next attempt may succeed.
        scripts.delete(url)
        clients.clear()
        script.remove()
        reject(new Error('The payment form could not be loaded.'))
      }
      document.head.append(script)
    })
    scripts.set(url, loading)
  }
  return loading
}

/** Stripe's browser library, loaded once per page and only where a payment form is shown. */
export function useStripeLoader({ publishableKey, scriptUrl }: StripeSetup): Promise<Stripe | null> | null {
  return useMemo(() => {
    if (typeof window === 'undefined') return null
    const key = `${scriptUrl ?? ''}|${publishableKey}`
    let client = clients.get(key)
    if (!client) {
      client = (scriptUrl ? loadScript(scriptUrl) : Promise.resolve()).then(() => loadStripe(publishableKey))
      client.catch(() => clients.delete(key))
      clients.set(key, client)
    }
    return client
  }, [publishableKey, scriptUrl])
}
