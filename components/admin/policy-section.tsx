import type { ReactNode } from 'react'
import type { Submit } from '@/components/forms/use-submit'
import { texts } from '@/components/texts/en'
import { Button } from '@/components/ui/button'
import { Section } from '@/components/ui/card'

interface PolicySectionProps<Values extends object> {
  title: string
  description?: string
  submit: Submit<Values, unknown>
  values: Values
  mayEdit: boolean
  /** Said instead of the button to those who may not edit. */
  readOnlyText: string
  className?: string
  children: ReactNode
}

/** A set of rules as a form of its own in the settings; who may not change them sees them as they are. */
export function PolicySection<Values extends object>({
  title,
  description,
  submit,
  values,
  mayEdit,
  readOnlyText,
  className,
  children,
}: PolicySectionProps<Values>) {
  return (
    <form
      ref={submit.formRef}
      className={className}
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        submit.run(values)
      }}
    >
      <Section
        title={title}
        description={description}
        footer={
          <div className="flex justify-end">
            {mayEdit ? (
              <Button type="submit" pending={submit.pending}>
                {texts.common.save}
              </Button>
            ) : (
              <p className="text-sm text-ink-muted">{readOnlyText}</p>
            )}
          </div>
        }
      >
        {children}
      </Section>
    </form>
  )
}
