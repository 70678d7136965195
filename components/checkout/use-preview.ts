'use client'

import { useEffect, useRef, useState } from 'react'
import type { Action } from '@/components/forms/outcome'
import type { CheckoutPreview } from './order-summary'

export interface PreviewInput {
  priceId: string
  /** Empty for none. */
  promotionCode: string
  country: string
  postalCode: string
  isBusiness: boolean
  vatId: string
  /** Counts up to ask the same once more. */
  attempt: number
}

/**
 * Asks for a new preview a moment after what decides it has changed; a late answer to an old question is dropped.
 * The last good preview stays while a new one is worked out.
 */
export function usePreview(
  action: Action<PreviewInput, CheckoutPreview>,
  input: PreviewInput,
  initial: CheckoutPreview,
) {
  const [preview, setPreview] = useState(initial)
  const [updating, setUpdating] = useState(false)
  const [failed, setFailed] = useState(false)
  const question = JSON.stringify(input)
  const answered = useRef(question)

  useEffect(() => {
    if (answered.current === question) {
      // Changed and changed back before anybody asked.
      setUpdating(false)
      setFailed(false)
      return
    }
    let stale = false
    setUpdating(true)
    const timer = setTimeout(async () => {
      const outcome = await action(JSON.parse(question) as PreviewInput).catch(() => undefined)
      if (stale) return
      setUpdating(false)
      setFailed(!outcome?.data)
      if (outcome?.data) {
        answered.current = question
        setPreview(outcome.data)
      }
    }, 350)
    return () => {
      stale = true
      clearTimeout(timer)
    }
  }, [action, question])

  return { preview, updating, failed }
}
