import { formatDateTime } from '@/components/format/date-time'
import { formatMoney } from '@/components/format/money'

export interface AuditFact {
  name: string
  value: string
}

/** Where a thing named in the audit log is shown, if it has a page. */
export function targetHref({
  targetType,
  targetId,
  customerId,
}: {
  targetType: string
  targetId: string
  customerId: string | null
}): string | null {
  if (targetType === 'customer') return `/admin/customers/${targetId}`
  if (targetType === 'subscription') return `/admin/subscriptions/${targetId}`
  if (targetType === 'invoice') return `/admin/invoices/${targetId}`
  if (targetType === 'inbound_event') return `/admin/webhooks/${targetId}`
  if (targetType === 'webhook_endpoint') return `/admin/outbound/${targetId}`
  return customerId ? `/admin/customers/${customerId}` : null
}

/** 'subscription.cancel_at_period_end' → 'Subscription: cancel at period end'. */
export function actionLabel(action: string): string {
  const [noun = '', verb = ''] = action.split('.')
  const words = (text: string) => text.replaceAll('_', ' ')
  const named = words(noun).replace(/^./, (letter) => letter.toUpperCase())
  return verb ? `${named}: ${words(verb)}` : named
}

/**
 * An entry's facts as people read them: instants in the zone given, amounts with their currency, names as words
 * (`effectiveAt` → 'effective at').
 */
export function readableFacts(facts: AuditFact[], timeZone: string): AuditFact[] {
  const currency = facts.find(({ name }) => name === 'currency')?.value
  return facts.flatMap(({ name, value }) => {
    if (name === 'currency' && facts.some((fact) => isAmount(fact))) return []
    const label = name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)
    if (currency && isAmount({ name, value })) return [{ name: label, value: formatMoney(value, { currency }) }]
    return [{ name: label, value: isInstant(value) ? formatDateTime(value, { timeZone }) : value }]
  })
}

const isAmount = ({ name, value }: AuditFact) => /^(amount|total)$/.test(name) && /^-?\d+$/.test(value)
const isInstant = (value: string) => /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/.test(value)
