import { findAuditEntries, type AuditEntryRow } from './store'

export { searchAuditRows as searchAuditEntries, type AuditEntryRow, type AuditSearch } from './store'

/** The newest audit entries, of one customer or of all, newest first. */
export function listAuditEntries({
  customerId,
  limit = 100,
}: {
  customerId?: string
  limit?: number
}): Promise<AuditEntryRow[]> {
  return findAuditEntries({ customerId, limit })
}
