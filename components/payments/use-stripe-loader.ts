'use client'

import type { Stripe } from '@stripe/stripe-js'
import { loadStripe } from '@stripe/stripe-js/pure'
import { useEffect, useMemo, useState } from 'react'

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
        script.remove()
        reject(new Error('The payment form could not be loaded.'))
      }
      document.head.append(script)
    })
    scripts.set(url, loading)
  }
  return loading
}

interface StripeLoading {
  /** Resolves to null when the script could not be loaded; never rejects. Null on the server. */
  client: Promise<Stripe | null> | null
  failed: boolean
}

/** Stripe's browser library, loaded once per page and only where a payment form is shown. */
export function useStripeLoader({ publishableKey, scriptUrl }: StripeSetup): StripeLoading {
  const [failed, setFailed] = useState(false)
  const client = useMemo(() => {
    if (typeof window === 'undefined') return null
    const key = `${scriptUrl ?? ''}|${publishableKey}`
    let client = clients.get(key)
    if (!client) {
      client = (scriptUrl ? loadScript(scriptUrl) : Promise.resolve())
        .then(() => loadStripe(publishableKey))
        .catch(() => {
          clients.delete(key)
          return null
        })
      clients.set(key, client)
    }
    return client
  }, [publishableKey, scriptUrl])

  useEffect(() => {
    let gone = false
    void client?.then((loaded) => !gone && setFailed(loaded === null))
    return () => {
      gone = true
    }
  }, [client])

  return { client, failed }
}
