/** `INV-2026-000042`: prefix per legal entity, kind and year, then a gapless count. */
export function documentNumber({ prefix, number }: { prefix: string; number: number }): string {
  return `${prefix}-${String(number).padStart(6, '0')}`
}

export type DocumentKind = 'INVOICE' | 'CREDIT_NOTE'

const KIND_PREFIX: Record<DocumentKind, string> = { INVOICE: 'INV', CREDIT_NOTE: 'CN' }

/** The series' prefix, e.g. `INV-2026`; a second legal entity needs its own, given when it is set up. */
export function seriesPrefix({ kind, year }: { kind: DocumentKind; year: number }): string {
  return `${KIND_PREFIX[kind]}-${year}`
}
