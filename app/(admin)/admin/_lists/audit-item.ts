import type { AuditListItem } from '@/components/admin/audit-table'
import type { AuditEntryRow } from '@/lib/audit/list-audit-entries'

/** An audit entry as lists show it; its facts as name and value. */
export function toAuditItem(row: AuditEntryRow): AuditListItem {
  const { id, at, actorType, actorLabel, action, customerId, targetType, targetId } = row
  const data = row.data && typeof row.data === 'object' && !Array.isArray(row.data) ? row.data : {}
  return {
    id,
    at,
    actorType,
    actorLabel,
    action,
    customerId,
    targetType,
    targetId,
    facts: Object.entries(data)
      .filter(([, value]) => value !== null && value !== '')
      .map(([name, value]) => ({ name, value: String(value) })),
  }
}
