import type { FieldOf } from '@/components/billing/previewed-action'
import { texts } from '@/components/texts/en'

/** What tells a further subscription apart from those the customer has, and whether it renews together with one of them. */
export function besideFields(others: readonly { id: string; label: string }[]): FieldOf<'name' | 'alignWith'>[] {
  const t = texts.lifecycle.begin
  return [
    { name: 'name', label: t.name, kind: 'name', optional: true, hint: t.nameHint },
    {
      name: 'alignWith',
      label: t.alignWith,
      kind: 'select',
      hint: t.alignWithHint,
      options: [...others.map(({ id, label }) => ({ value: id, label })), { value: '', label: t.alignWithNone }],
    },
  ]
}
