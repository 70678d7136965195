import { texts } from '@/components/texts/en'
import type { ReferenceSection } from '@/lib/api/reference'
import { CodeBlock } from './code-block'
import { FieldList } from './field-list'
import { Operation } from './operation'
import { Prose } from './prose'

const t = texts.api.reference

/** One resource: its endpoints, and the objects that they take and give. */
export function ReferenceResource({ section }: { section: ReferenceSection }) {
  const { name, description, operations, objects } = section
  return (
    <>
      <header className="border-b border-line pb-6">
        <p className="text-xs font-medium text-ink-faint">{t.title}</p>
        <h1 className="mt-1 text-3xl font-semibold tracking-[-0.022em]">{name}</h1>
        <p className="mt-2 max-w-2xl text-base text-ink-muted">{description}</p>
      </header>
      <section aria-labelledby="endpoints">
        <h2 id="endpoints" className="sr-only">
          {t.endpoints}
        </h2>
        {operations.map((operation) => (
          <Operation key={operation.id} operation={operation} />
        ))}
      </section>
      {objects.length > 0 && (
        <section id="objects" aria-labelledby="objects-title" className="scroll-mt-6 border-t border-line">
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
      )}
    </>
  )
}
