import { KeyRound, LockOpen, Timer } from 'lucide-react'
import type { ReactNode } from 'react'
import { texts } from '@/components/texts/en'
import type { ReferenceOperation } from '@/lib/api/reference'
import { CodeBlock } from './code-block'
import { FieldList, TypeName } from './field-list'
import { MethodBadge } from './method-badge'
import { Prose } from './prose'

const t = texts.api.reference

/** One endpoint: what it takes and gives on one side, a request to copy and an answer on the other. */
export function Operation({ operation }: { operation: ReferenceOperation }) {
  const { id, method, path, summary, description, scope, parameters, body, answer, problems } = operation
  return (
    <article id={id} aria-labelledby={`${id}-title`} className="scroll-mt-6 border-t border-line py-10 first:border-0">
      <h3 id={`${id}-title`} className="text-lg font-semibold tracking-tight">
        <a href={`#${id}`} className="rounded-sm hover:underline">
          {summary}
        </a>
      </h3>
      <p className="mt-2 flex flex-wrap items-center gap-2">
        <MethodBadge method={method} />
        <code className="font-mono text-sm break-all text-ink">{path}</code>
      </p>
      <p className="mt-2.5 flex flex-wrap gap-x-4 gap-y-1 text-xs text-ink-faint [&_svg]:size-3.5">
        <span className="flex items-center gap-1.5">
          {scope ? <KeyRound aria-hidden /> : <LockOpen aria-hidden />}
          {scope ? <code className="font-mono">{scope}</code> : t.noKey}
        </span>
        <span className="flex items-center gap-1.5">
          <Timer aria-hidden />
          {t.perMinute(operation.ratePerMinute)}
        </span>
      </p>
      <div className="mt-5 grid gap-x-10 gap-y-6 xl:grid-cols-[minmax(0,1fr)_minmax(0,26rem)]">
        <div className="flex min-w-0 flex-col gap-6">
          {description && <Prose text={description} />}
          {parameters.length > 0 && (
            <Part title={t.parameters}>
              <FieldList fields={parameters} />
            </Part>
          )}
          {body && (
            <Part title={t.body}>
              {body.length > 0 ? <FieldList fields={body} /> : <p className="text-sm text-ink-faint">{t.noFields}</p>}
            </Part>
          )}
          <Part title={t.answer}>
            <p className="flex items-baseline gap-2.5 text-sm">
              <span className="font-mono text-xs text-ink">{answer.status}</span>
              <TypeName type={answer.type} object={answer.object} />
            </p>
          </Part>
          {problems.length > 0 && (
            <Part title={t.problems}>
              <dl className="flex flex-col gap-2 text-sm">
                {problems.map(({ code, text }) => (
                  <div key={code} className="flex flex-wrap gap-x-3">
                    <dt className="font-mono text-xs leading-5.5 text-ink">{code}</dt>
                    <dd className="text-ink-muted">{text}</dd>
                  </div>
                ))}
              </dl>
            </Part>
          )}
        </div>
        <CodeBlock title={t.request} code={operation.curl} className="xl:sticky xl:top-6 xl:self-start" />
      </div>
    </article>
  )
}

function Part({ title, children }: { title: ReactNode; children: ReactNode }) {
  return (
    <section>
      <h4 className="mb-2.5 border-b border-line pb-1.5 text-sm font-semibold">{title}</h4>
      {children}
    </section>
  )
}
