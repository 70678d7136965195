'use client'

import { unstable_rethrow } from 'next/navigation'
import { useEffect, useRef, useState, useTransition, type FormEvent, type RefObject } from 'react'
import { texts } from '@/components/texts/en'
import type { Action, Outcome } from './outcome'

export interface Submit<Input, Data> {
  pending: boolean
  /** Sends the input; a second call while one is under way is ignored. */
  run: (input: Input) => void
  outcome: Outcome<Data> | undefined
  /** The first message for a field. */
  errorOf: (field: string) => string | undefined
  /** The message for the form as a whole. */
  formError: string | undefined
  formRef: RefObject<HTMLFormElement | null>
}

/**
 * Sends a form to a server action and keeps what was typed. After a refusal the first wrong field gets the focus.
 */
export function useSubmit<Input, Data = unknown>(
  action: Action<Input, Data>,
  onDone?: (data: Data | undefined) => void,
): Submit<Input, Data> {
  const [pending, startTransition] = useTransition()
  const [outcome, setOutcome] = useState<Outcome<Data>>()
  const formRef = useRef<HTMLFormElement>(null)
  const underWay = useRef(false)
  useFocusOnError(formRef, outcome)

  function run(input: Input) {
    if (underWay.current) return
    underWay.current = true
    startTransition(async () => {
      let answer: Outcome<Data>
      try {
        answer = (await action(input)) ?? {}
      } catch (error) {
        unstable_rethrow(error)
        answer = { serverError: { code: 'unreachable', message: texts.common.errors.offline } }
      } finally {
        underWay.current = false
      }
      setOutcome(answer)
      if (!answer.validationErrors && !answer.serverError) onDone?.(answer.data)
    })
  }

  return {
    pending,
    run,
    outcome,
    errorOf: (field) => outcome?.validationErrors?.fieldErrors?.[field]?.[0],
    formError: outcome?.serverError?.message ?? outcome?.validationErrors?.formErrors?.[0],
    formRef,
  }
}

/** After a refusal moves the focus to the first wrong field. */
export function useFocusOnError(form: RefObject<HTMLFormElement | null>, outcome: Outcome | undefined) {
  useEffect(() => {
    if (outcome?.validationErrors) form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus()
  }, [form, outcome])
}

/** The texts of a form's fields; a field that is missing is ''. */
export function readForm(event: FormEvent<HTMLFormElement>): (name: string) => string {
  event.preventDefault()
  const data = new FormData(event.currentTarget)
  return (name) => {
    const value = data.get(name)
    return typeof value === 'string' ? value : ''
  }
}
