import type { ReactNode } from 'react'
import { Banner } from '@/components/ui/banner'
import { Button } from '@/components/ui/button'
import type { Submit } from './use-submit'

interface DialogFormProps {
  submit: Pick<Submit<never, unknown>, 'pending' | 'formError' | 'formRef'>
  /** Sends what was filled in. */
  onSubmit: () => void
  submitLabel: string
  /** The fields. */
  children: ReactNode
}

/** The form of a dialog: why it was refused, its fields, and the one button that sends it. */
export function DialogForm({ submit, onSubmit, submitLabel, children }: DialogFormProps) {
  return (
    <form
      ref={submit.formRef}
      noValidate
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault()
        onSubmit()
      }}
    >
      {submit.formError && <Banner tone="critical" title={submit.formError} />}
      {children}
      <Button type="submit" size="lg" pending={submit.pending}>
        {submitLabel}
      </Button>
    </form>
  )
}
