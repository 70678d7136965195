'use client'

import { useState } from 'react'
import { toast } from 'sonner'
import type { Action } from '@/components/forms/outcome'
import { useSubmit } from '@/components/forms/use-submit'
import { formatDateTime } from '@/components/format/date-time'
import { texts } from '@/components/texts/en'
import { Banner } from '@/components/ui/banner'
import { Button } from '@/components/ui/button'
import { Section } from '@/components/ui/card'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { Textarea } from '@/components/ui/textarea'
import { ConfirmAction } from './confirm-action'
import { STAFF_TIME_ZONE } from './time-zone'

interface DraftText {
  poNumber: string
  memo: string
}

interface DraftPanelProps {
  id: string
  finalizesAt: Date
  waitsForVatId: boolean
  initial: DraftText
  mayManage: boolean
  save: Action<DraftText & { id: string }>
  finalize: Action<{ id: string }>
}

/** An invoice that is not final yet: what it waits for, what will be printed on it, and a way not to wait. */
export function DraftPanel({ id, finalizesAt, waitsForVatId, initial, mayManage, save, finalize }: DraftPanelProps) {
  const [value, setValue] = useState(initial)
  const t = texts.invoicing.draft
  const submit = useSubmit(save, () => toast.success(t.saved))
  const until = formatDateTime(finalizesAt, { timeZone: STAFF_TIME_ZONE })
  return (
    <Section title={t.title} description={waitsForVatId ? t.waitsForVatId(until) : t.waitsForUsage(until)}>
      {mayManage && (
        <form
          ref={submit.formRef}
          noValidate
          className="flex flex-col gap-4"
          onSubmit={(event) => {
            event.preventDefault()
            submit.run({ ...value, id })
          }}
        >
          <Field label={texts.invoicing.terms.poNumber} optional error={submit.errorOf('poNumber')}>
            <Input value={value.poNumber} onChange={(event) => setValue({ ...value, poNumber: event.target.value })} />
          </Field>
          <Field label={t.memo} optional error={submit.errorOf('memo')}>
            <Textarea value={value.memo} onChange={(event) => setValue({ ...value, memo: event.target.value })} />
          </Field>
          {submit.formError && <Banner tone="critical" title={submit.formError} />}
          <div className="flex flex-wrap justify-end gap-2">
            <ConfirmAction
              label={t.finalize}
              title={t.finalizeTitle}
              consequences={[t.finalizeNumber, waitsForVatId ? t.finalizeVat : t.finalizeUsage]}
              confirmLabel={t.finalize}
              doneText={t.finalized}
              action={finalize}
              id={id}
            />
            <Button type="submit" pending={submit.pending}>
              {texts.common.save}
            </Button>
          </div>
        </form>
      )}
    </Section>
  )
}
