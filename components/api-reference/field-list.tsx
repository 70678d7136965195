import { texts } from '@/components/texts/en'
import type { ReferenceField } from '@/lib/api/reference'
import { Prose } from './prose'

const t = texts.api.reference

/** Parameters or fields of an object, with those of inner objects behind a click. */
export function FieldList({ fields }: { fields: ReferenceField[] }) {
  return (
    <ul className="divide-y divide-line">
      {fields.map((field) => (
        <li key={field.name} className="py-2.5 first:pt-0 last:pb-0">
          <p className="flex flex-wrap items-baseline gap-x-2.5 gap-y-0.5">
            <code className="font-mono text-sm font-medium break-all text-ink">{field.name}</code>
            <TypeName type={field.type} object={field.object} />
            {field.required && <span className="text-xs font-medium text-caution">{t.required}</span>}
          </p>
          {field.description && <Prose text={field.description} className="mt-0.5" />}
          {field.values.length > 0 && (
            <p className="mt-1.5 flex flex-wrap gap-1.5">
              <span className="sr-only">{t.oneOf}</span>
              {field.values.map((value) => (
                <code
                  key={value}
                  className="rounded-sm border border-line bg-sunken px-1.5 font-mono text-xs text-ink-muted"
                >
                  {value}
                </code>
              ))}
            </p>
          )}
          {field.fields.length > 0 && (
            <details className="mt-2">
              <summary className="w-fit cursor-pointer rounded-sm text-xs font-medium text-accent-text hover:underline">
                {t.fieldsOf(field.name)}
              </summary>
              <div className="mt-2.5 border-l border-line pl-4">
                <FieldList fields={field.fields} />
              </div>
            </details>
          )}
        </li>
      ))}
    </ul>
  )
}

/** The name of a type, which leads to the object if it is one. */
export function TypeName({ type, object }: { type: string; object: string | null }) {
  if (!object) return <span className="text-xs text-ink-faint">{type}</span>
  return (
    <a href={`#${object}`} className="rounded-sm text-xs text-accent-text underline underline-offset-2">
      {type}
    </a>
  )
}
