/** A request's parameters before they are checked: text, lists and hashes of text. */
export type RawValue = string | RawValue[] | RawHash
export interface RawHash {
  [key: string]: RawValue
}

/**
 * Decodes Stripe's form encoding into nested values. Hashes whose keys are all indices become lists.
 *
 * @example decodeForm('items[0][price]=p1&expand[]=a') // { items: [{ price: 'p1' }], expand: ['a'] }
 */
export function decodeForm(text: string): RawHash {
  const root: RawHash = Object.create(null)
  for (const [name, value] of new URLSearchParams(text)) place(root, segments(name), value)
  return fold(root) as RawHash
}

/** `a[b][]` → ['a', 'b', '']. */
function segments(name: string): string[] {
  const open = name.indexOf('[')
  if (open <= 0 || !name.endsWith(']')) return [name]
  return [name.slice(0, open), ...name.slice(open + 1, -1).split('][')]
}

function place(root: RawHash, path: string[], value: string): void {
  let hash = root
  for (const segment of path.slice(0, -1)) {
    const key = segment === '' ? String(Object.keys(hash).length) : segment
    const next = hash[key]
    hash = typeof next === 'object' && !Array.isArray(next) ? next : (hash[key] = Object.create(null) as RawHash)
  }
  const last = path[path.length - 1] ?? ''
  hash[last === '' ? String(Object.keys(hash).length) : last] = value
}

function fold(value: RawValue): RawValue {
  if (typeof value === 'string' || Array.isArray(value)) return value
  const keys = Object.keys(value)
  for (const key of keys) value[key] = fold(value[key] ?? '')
  const isList = keys.length > 0 && keys.every((key, index) => key === String(index))
  return isList ? keys.map((key) => value[key] ?? '') : value
}
