import { unstable_rethrow } from 'next/navigation'
import { texts } from '@/components/texts/en'
import type { Action, Outcome } from './outcome'

interface Attempt<Input, Data> {
  action: Action<Input, Data>
  input: Input
  onDone: (data: Data) => void
  /** Shows what is wrong beside its field: left out where a question has no fields of its own. */
  onInvalid?: (errors: FieldErrors) => void
}

export type FieldErrors = Record<string, string[] | undefined>

/** Does what a question asks about. Answers why it did not work, which keeps the question open; undefined when it did. */
export async function attempt<Input, Data>({ action, input, onDone, onInvalid }: Attempt<Input, Data>) {
  const outcome = await action(input).catch((error: unknown) => {
    // A redirect is how some actions end.
    unstable_rethrow(error)
    return undefined
  })
  onInvalid?.(outcome?.validationErrors?.fieldErrors ?? {})
  const problem = problemOf(outcome, onInvalid !== undefined)
  if (!problem) onDone(outcome?.data as Data)
  return problem
}

function problemOf(outcome: Outcome | undefined, showsFields: boolean): string | undefined {
  const { errors } = texts.common
  if (!outcome) return errors.offline
  if (outcome.serverError) return outcome.serverError.message
  if (!outcome.validationErrors) return undefined
  return outcome.validationErrors.formErrors?.[0] ?? (showsFields ? errors.fields : errors.generic)
}
