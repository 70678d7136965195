/** A half-open stretch of time, `[from, to)`. */
export interface Span {
  from: Date
  to: Date
}

const earlier = (a: Date, b: Date): Date => (a < b ? a : b)
const later = (a: Date, b: Date): Date => (a > b ? a : b)

/** The total length of time covered by at least one of the slices, as disjoint spans in order. */
export function unionOf(slices: readonly Span[]): Span[] {
  const ordered = slices.toSorted((a, b) => a.from.getTime() - b.from.getTime())
  const spans: Span[] = []
  for (const { from, to } of ordered) {
    const last = spans.at(-1)
    if (last && from <= last.to) last.to = later(last.to, to)
    else spans.push({ from, to })
  }
  return spans
}

/** What charges and credits issued so far leave covered: a charge 1–31 and a credit 16–31 leave 1–16. */
export function coveredBy(issued: readonly (Span & { kind: 'CHARGE' | 'CREDIT' })[]): Span | null {
  let covered: Span | null = null
  for (const { kind, from, to } of issued) {
    if (kind === 'CHARGE') {
      covered = covered ? { from: earlier(covered.from, from), to: later(covered.to, to) } : { from, to }
    } else if (covered) {
      const before: Span = { from: covered.from, to: earlier(covered.to, from) }
      const after: Span = { from: later(covered.from, to), to: covered.to }
      covered = before.from < before.to ? before : after.from < after.to ? after : null
    }
  }
  return covered
}

/** The stretch of time by which what should be covered differs from what is: what a difference line is about. */
export function changedSpan(covered: Span | null, expected: Span | null, otherwise: Span): Span {
  if (!covered || !expected) return expected ?? covered ?? otherwise
  if (covered.to.getTime() !== expected.to.getTime()) {
    return { from: earlier(covered.to, expected.to), to: later(covered.to, expected.to) }
  }
  if (covered.from.getTime() !== expected.from.getTime()) {
    return { from: earlier(covered.from, expected.from), to: later(covered.from, expected.from) }
  }
  return expected
}
