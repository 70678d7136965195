'use client'

import { useEffect, useState } from 'react'
import { texts } from '@/components/texts/en'
import type { Action } from './outcome'

interface Asking<Question, Answer> {
  ask: Action<Question, Answer>
  question: Question
  /** Whether there is anything to ask. */
  active?: boolean
  /** What else the answer depends on. */
  state?: string
  afterMs?: number
}

/**
 * Asks the server a moment after the question has changed. Null until the answer to the question as it now stands is
 * there: a late answer to an old question is dropped.
 */
export function useAnswer<Question, Answer>({
  ask,
  question,
  active = true,
  state = '',
  afterMs = 300,
}: Asking<Question, Answer>): Answer | { problem: string } | null {
  const [found, setFound] = useState<{ of: string; answer: Answer | { problem: string } } | null>(null)
  const key = `${JSON.stringify(question)} ${state}`

  useEffect(() => {
    if (!active) {
      setFound(null)
      return
    }
    let stale = false
    const timer = setTimeout(async () => {
      const outcome = await ask(question).catch(() => undefined)
      if (stale) return
      const refused =
        outcome?.serverError?.message ?? (outcome ? texts.lifecycle.incomplete : texts.common.errors.offline)
      setFound({ of: key, answer: outcome?.data ?? { problem: refused } })
    }, afterMs)
    return () => {
      stale = true
      clearTimeout(timer)
    }
    // `key` stands for all that is asked.
  }, [key, active])

  return active && found?.of === key ? found.answer : null
}
