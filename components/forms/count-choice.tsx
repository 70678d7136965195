import { Field } from '@/components/ui/field'
import { NativeSelect } from '@/components/ui/native-select'

interface CountChoiceProps {
  label: string
  /** What can be chosen, such as numbers of days. */
  counts: readonly number[]
  nameOf: (count: number) => string
  value: number
  onChange: (count: number) => void
}

/** One of a few numbers, each by its name. */
export function CountChoice({ label, counts, nameOf, value, onChange }: CountChoiceProps) {
  return (
    <Field label={label}>
      <NativeSelect value={value} onChange={(event) => onChange(Number(event.target.value))}>
        {counts.map((count) => (
          <option key={count} value={count}>
            {nameOf(count)}
          </option>
        ))}
      </NativeSelect>
    </Field>
  )
}
