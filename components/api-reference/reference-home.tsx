import { FileJson } from 'lucide-react'
import Link from 'next/link'
import { texts } from '@/components/texts/en'
import { buttonStyles } from '@/components/ui/button'
import type { ReferenceSection } from '@/lib/api/reference'
import { CodeBlock } from './code-block'
import { Prose } from './prose'

const t = texts.api.reference

interface ReferenceHomeProps {
  sections: ReferenceSection[]
  /** Refusals that any endpoint can give. */
  problems: { status: number; code: string; text: string }[]
  version: string
  baseUrl: string
}

/** The beginning of the reference: what holds for all of the API, and the way to each resource. */
export function ReferenceHome({ sections, problems, version, baseUrl }: ReferenceHomeProps) {
  return (
    <>
      <header className="border-b border-line pb-8">
        <p className="text-xs font-medium text-ink-faint">{t.version(version)}</p>
        <h1 className="mt-1 text-3xl font-semibold tracking-[-0.022em]">{t.title}</h1>
        <p className="mt-2 max-w-2xl text-base text-ink-muted">{t.lead}</p>
        <p className="mt-5 flex flex-wrap items-center gap-x-4 gap-y-3">
          <code className="rounded-md border border-line bg-sunken px-2.5 py-1 font-mono text-sm break-all">
            {baseUrl}
          </code>
          <a href="/api/v1/openapi.json" className={buttonStyles({ variant: 'secondary', size: 'sm' })}>
            <FileJson aria-hidden />
            {t.document}
          </a>
        </p>
      </header>
      <section aria-labelledby="resources">
        <h2 id="resources" className="pt-10 text-xl font-semibold tracking-tight">
          {t.resources}
        </h2>
        <ul className="mt-5 grid gap-x-10 gap-y-5 sm:grid-cols-2 xl:grid-cols-3">
          {sections.map(({ id, name, description, operations }) => (
            <li key={id} className="border-t border-line pt-3">
              <Link
                href={`/docs/api/${id}`}
                className="rounded-sm text-base font-semibold tracking-tight text-accent-text hover:underline"
              >
                {name}
              </Link>
              <p className="mt-0.5 text-sm text-ink-muted">{description}</p>
              <p className="mt-1 text-xs text-ink-faint">{t.count(operations.length)}</p>
            </li>
          ))}
        </ul>
      </section>
      <section id="basics" aria-labelledby="basics-title" className="mt-10 scroll-mt-6 border-t border-line">
        <h2 id="basics-title" className="pt-10 text-xl font-semibold tracking-tight">
          {t.basics}
        </h2>
        {t.guide.map(({ id, title, text, code }) => (
          <div
            key={id}
            id={id}
            className="grid scroll-mt-6 gap-x-10 gap-y-3 py-5 xl:grid-cols-[minmax(0,1fr)_minmax(0,26rem)]"
          >
            <div>
              <h3 className="text-base font-semibold tracking-tight">{title}</h3>
              <Prose text={text} className="mt-1 max-w-2xl" />
            </div>
            <CodeBlock title={title} code={code} className="self-start" />
          </div>
        ))}
        <div id="errors" className="scroll-mt-6 py-5">
          <h3 className="text-base font-semibold tracking-tight">{t.errors}</h3>
          <Prose text={t.errorsText} className="mt-1" />
          <dl className="mt-4 divide-y divide-line rounded-lg border border-line bg-surface text-sm">
            {problems.map(({ status, code, text }) => (
              <div key={code} className="grid gap-x-4 px-4 py-2 sm:grid-cols-[17rem_minmax(0,1fr)]">
                <dt className="flex gap-3 font-mono text-xs leading-5.5">
                  <span className="text-ink-faint">{status}</span>
                  <span className="break-all text-ink">{code}</span>
                </dt>
                <dd>
                  <Prose text={text} />
                </dd>
              </div>
            ))}
          </dl>
        </div>
      </section>
    </>
  )
}
