import { FileJson } from 'lucide-react'
import { texts } from '@/components/texts/en'
import { buttonStyles } from '@/components/ui/button'
import type { ReferenceObject, ReferenceSection } from '@/lib/api/reference'
import { CodeBlock } from './code-block'
import { Contents } from './contents'
import { FieldList } from './field-list'
import { OpenTarget } from './open-target'
import { Operation } from './operation'
import { Prose } from './prose'

const t = texts.api.reference

interface ReferenceProps {
  sections: ReferenceSection[]
  objects: ReferenceObject[]
  /** Refusals that any endpoint can give. */
  problems: { status: number; code: string; text: string }[]
  version: string
  baseUrl: string
}

/** The API on one page: basics, every endpoint, errors. */
export function Reference({ sections, objects, problems, version, baseUrl }: ReferenceProps) {
  const contents = [
    {
      id: 'basics',
      name: t.basics,
      entries: [...t.guide, { id: 'errors', title: t.errors, text: t.errorsText }].map(({ id, title, text }) => ({
        id,
        title,
        words: `${title} ${text}`.toLowerCase(),
      })),
    },
    ...sections.map(({ id, name, operations }) => ({
      id,
      name,
      entries: operations.map((operation) => ({
        id: operation.id,
        method: operation.method,
        title: operation.summary,
        words: [name, operation.id, operation.method, operation.path, operation.summary, operation.description]
          .join(' ')
          .toLowerCase(),
      })),
    })),
    {
      id: 'objects',
      name: t.objects,
      entries: objects.map(({ id, name, description }) => ({
        id,
        title: name,
        words: `${name} ${description}`.toLowerCase(),
      })),
    },
  ]
  return (
    <div className="mx-auto grid w-full max-w-[96rem] gap-x-10 px-4 sm:px-6 lg:grid-cols-[16rem_minmax(0,1fr)]">
      <aside className="pt-8 max-lg:order-2 max-lg:hidden lg:sticky lg:top-0 lg:max-h-dvh lg:overflow-y-auto lg:pb-10">
        <Contents sections={contents} />
      </aside>
      <OpenTarget />
      <main id="content" className="min-w-0 pt-8 pb-16">
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
        <details className="mt-6 rounded-lg border border-line bg-surface px-4 py-3 lg:hidden">
          <summary className="cursor-pointer rounded-sm text-sm font-medium">{t.contents}</summary>
          <div className="pt-4">
            <Contents sections={contents} />
          </div>
        </details>
        <section id="basics" aria-labelledby="basics-title" className="scroll-mt-6 border-b border-line pb-6">
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
        {sections.map(({ id, name, description, operations }) => (
          <section
            key={id}
            id={id}
            aria-labelledby={`${id}-title`}
            className="scroll-mt-6 border-b border-line pb-4 last:border-0"
          >
            <h2 id={`${id}-title`} className="pt-10 text-xl font-semibold tracking-tight">
              {name}
            </h2>
            <p className="mt-1 text-sm text-ink-muted">{description}</p>
            {operations.map((operation) => (
              <Operation key={operation.id} operation={operation} />
            ))}
          </section>
        ))}
        <section id="objects" aria-labelledby="objects-title" className="scroll-mt-6">
          <h2 id="objects-title" className="pt-10 text-xl font-semibold tracking-tight">
            {t.objects}
          </h2>
          <p className="mt-1 text-sm text-ink-muted">{t.objectsText}</p>
          {objects.map(({ id, name, description, fields, example }) => (
            <article
              key={id}
              id={id}
              aria-labelledby={`${id}-title`}
              className="scroll-mt-6 border-b border-line py-4 last:border-0"
            >
              <h3 id={`${id}-title`} className="text-base font-semibold tracking-tight">
                {name}
              </h3>
              {description && <Prose text={description} className="mt-1" />}
              <details className="mt-1.5">
                <summary className="w-fit cursor-pointer rounded-sm text-xs font-medium text-accent-text hover:underline">
                  {t.fieldsOf(name)}
                </summary>
                <div className="mt-4 grid gap-x-10 gap-y-4 xl:grid-cols-[minmax(0,1fr)_minmax(0,26rem)]">
                  <FieldList fields={fields} />
                  <CodeBlock title={t.example(name)} code={example} className="self-start" />
                </div>
              </details>
            </article>
          ))}
        </section>
      </main>
    </div>
  )
}
