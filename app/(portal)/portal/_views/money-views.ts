import type { BreakdownView, MethodView, TaxView } from '@/components/billing/types'
import { texts } from '@/components/texts/en'
import type { AssembledInvoice } from '@/lib/engine/invoice'
import type { TaxBreakdownRow } from '@/lib/engine/tax'
import type { DraftLine } from '@/lib/invoices/draft'
import type { PaymentMethodRow } from '@/lib/payments/read-payments'

const toTaxView = ({ category, rate, country, reason, taxableAmount, taxAmount }: TaxBreakdownRow): TaxView => ({
  category,
  rate,
  country,
  reason,
  taxable: taxableAmount,
  tax: taxAmount,
})

/** A credit is for time that was paid and is not used: say so, where the line itself only names the plan. */
export const lineDescription = (kind: 'CHARGE' | 'CREDIT', description: string): string =>
  kind === 'CREDIT' ? texts.billing.unused(description) : description

/** A previewed invoice as screens show it. */
export function toBreakdown({
  lines,
  invoice,
  fromBalance,
  currency,
}: {
  lines: Pick<DraftLine, 'kind' | 'description' | 'amount' | 'from' | 'to'>[]
  invoice: AssembledInvoice
  /** What the balance pays of it. */
  fromBalance?: bigint
  currency: string
}): BreakdownView {
  return {
    currency,
    lines: lines.map(({ kind, description, amount, from, to }) => ({
      description: lineDescription(kind, description),
      amount,
      from: from?.toISOString() ?? null,
      to: to?.toISOString() ?? null,
    })),
    subtotal: invoice.subtotal,
    discountTotal: invoice.discountTotal,
    fromBalance,
    taxes: invoice.breakdown.map(toTaxView),
    total: invoice.total,
  }
}

export function toMethodView(row: PaymentMethodRow, defaultId: string | null): MethodView {
  const { id, type, brand, last4, expMonth, expYear, processorRef } = row
  return { id, type, brand, last4, expMonth, expYear, processorRef, isDefault: id === defaultId }
}
