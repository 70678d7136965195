import { CreditCard, Landmark, Wallet } from 'lucide-react'
import { texts } from '@/components/texts/en'
import { cn } from '@/components/ui/cn'
import type { MethodView } from './types'

type Described = Pick<MethodView, 'type' | 'brand' | 'last4' | 'expMonth' | 'expYear'>

const brands: Record<string, string> = {
  visa: 'Visa',
  mastercard: 'Mastercard',
  amex: 'American Express',
  discover: 'Discover',
  diners: 'Diners Club',
  jcb: 'JCB',
  unionpay: 'UnionPay',
}

/** 'Visa •••• 4242', 'SEPA debit •••• 3000', 'PayPal'. */
export function methodName(method: Pick<Described, 'type' | 'brand' | 'last4'>): string {
  const t = texts.billing.method
  const kind =
    method.type === 'sepa_debit'
      ? t.sepa
      : method.type === 'paypal'
        ? t.paypal
        : (brands[method.brand?.toLowerCase() ?? ''] ?? method.brand ?? t.card)
  return method.last4 ? `${kind} •••• ${method.last4}` : kind
}

/** '12/2034', or null where nothing expires. */
export function expiryText({ expMonth, expYear }: Pick<Described, 'expMonth' | 'expYear'>): string | null {
  return expMonth && expYear ? `${String(expMonth).padStart(2, '0')}/${expYear}` : null
}

export function MethodLabel({ method, className }: { method: Described; className?: string }) {
  const expiry = expiryText(method)
  const Icon = method.type === 'sepa_debit' ? Landmark : method.type === 'paypal' ? Wallet : CreditCard
  return (
    <span className={cn('flex items-center gap-3', className)}>
      <span className="grid h-8 w-11 shrink-0 place-items-center rounded-sm border border-line bg-sunken text-ink-muted">
        <Icon aria-hidden className="size-4.5" />
      </span>
      <span className="min-w-0">
        <span className="block text-sm font-medium tabular">{methodName(method)}</span>
        {expiry && <span className="block text-xs text-ink-faint tabular">{texts.billing.method.expires(expiry)}</span>}
      </span>
    </span>
  )
}
