import Link from 'next/link'
import type { Action } from '@/components/forms/outcome'
import { texts } from '@/components/texts/en'
import { buttonStyles } from '@/components/ui/button'
import { Section } from '@/components/ui/card'
import { ConfirmAction } from './confirm-action'

interface WrittenDraftPanelProps {
  id: string
  mayManage: boolean
  discard: Action<{ id: string }>
  finalize: Action<{ id: string }>
}

/** A draft by hand: it waits for whoever writes it. */
export function WrittenDraftPanel({ id, mayManage, discard, finalize }: WrittenDraftPanelProps) {
  const t = texts.invoicing.written
  return (
    <Section title={texts.invoicing.draft.title} description={t.waits}>
      {mayManage && (
        <div className="flex flex-wrap gap-2">
          <ConfirmAction
            variant="primary"
            label={t.issue}
            title={t.finalizeTitle}
            consequences={[texts.invoicing.draft.finalizeNumber]}
            confirmLabel={t.issue}
            doneText={texts.invoicing.draft.finalized}
            action={finalize}
            id={id}
          />
          <Link href={`/admin/invoices/${id}/edit`} className={buttonStyles({ variant: 'secondary' })}>
            {t.edit}
          </Link>
          <ConfirmAction
            danger
            variant="ghost"
            label={t.discard}
            title={t.discardTitle}
            consequences={[t.discardText]}
            confirmLabel={t.discard}
            doneText={t.discarded}
            action={discard}
            id={id}
          />
        </div>
      )}
    </Section>
  )
}
