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
  return customerId ? `/admin/customers/${customerId}` : null
}

/** 'subscription.cancel_at_period_end' → 'Subscription: cancel at period end'. */
export function actionLabel(action: string): string {
  const [noun = '', verb = ''] = action.split('.')
  const words = (text: string) => text.replaceAll('_', ' ')
  const named = words(noun).replace(/^./, (letter) => letter.toUpperCase())
  return verb ? `${named}: ${words(verb)}` : named
}
