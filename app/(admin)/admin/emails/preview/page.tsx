import type { Metadata } from 'next'
import { requireStaff } from '@/app/_server/guard'
import { texts } from '@/components/texts/en'
import { Button } from '@/components/ui/button'
import { Section } from '@/components/ui/card'
import { Field } from '@/components/ui/field'
import { NativeSelect } from '@/components/ui/native-select'
import { PageHeader } from '@/components/ui/page-header'
import { previewEmail, PREVIEW_KINDS } from '@/lib/notifications/preview-email'
import { LANGUAGES } from '@/lib/platform/locale'
import type { SearchParams } from '../../_lists/list-query'

export const metadata: Metadata = { title: texts.dunning.preview.title }

export default async function EmailPreviewPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  await requireStaff('staff.customers.view')
  const asked = await searchParams
  const kind = PREVIEW_KINDS.find((known) => known === asked.kind) ?? PREVIEW_KINDS[0]!
  const language = LANGUAGES.find((known) => known === asked.language) ?? 'en'
  const { subject, html, text } = await previewEmail({ kind, language })
  const t = texts.dunning.preview
  return (
    <>
      <PageHeader
        title={t.title}
        description={t.description}
        breadcrumb={[{ label: texts.admin.emails.title, href: '/admin/emails' }, { label: t.title }]}
      />
      <form method="get" className="mb-5 flex flex-wrap items-end gap-3">
        <Field label={t.kind} className="w-64 max-sm:w-full">
          <NativeSelect key={kind} name="kind" defaultValue={kind}>
            {PREVIEW_KINDS.map((known) => (
              <option key={known} value={known}>
                {texts.admin.emails.kinds[known] ?? known}
              </option>
            ))}
          </NativeSelect>
        </Field>
        <Field label={t.language} className="w-40 max-sm:w-full">
          <NativeSelect key={language} name="language" defaultValue={language}>
            {LANGUAGES.map((known) => (
              <option key={known} value={known}>
                {t.languages[known]}
              </option>
            ))}
          </NativeSelect>
        </Field>
        <Button type="submit" variant="secondary">
          {t.show}
        </Button>
      </form>
      <p className="mb-5 text-sm text-ink-muted">
        {t.subject}: <strong className="font-medium text-ink">{subject}</strong>
      </p>
      <div className="grid items-start gap-5 xl:grid-cols-2">
        <Section title={t.html} flush className="min-w-0">
          {/* As in a mail program: no scripts, no forms, no cookies of ours. */}
          <iframe title={subject} sandbox="" srcDoc={html} className="h-[46rem] w-full rounded-b-lg bg-white" />
        </Section>
        <Section title={t.text} className="min-w-0">
          <pre lang={language} className="font-mono text-xs leading-relaxed wrap-anywhere whitespace-pre-wrap">
            {text}
          </pre>
        </Section>
      </div>
    </>
  )
}
