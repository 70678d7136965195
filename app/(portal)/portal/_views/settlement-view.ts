import type { ActionPreview } from '@/components/billing/previewed-action'
import { formatDate } from '@/components/format/date-time'
import { texts } from '@/components/texts/en'
import { EngineError } from '@/lib/engine/errors'
import { BillingError } from '@/lib/platform/errors'
import type { Settlement } from '@/lib/subscriptions/settle-contract'
import { toBreakdown } from './money-views'

interface Shown {
  previewedAt: Date
  settlement: Settlement | null
  currency: string
  timeZone: string
  /** What it does besides money, in words: first. */
  facts?: { label: string; text: string }[]
  /** When the charge is made, if not now. */
  chargedOn?: Date | null
}

/** A settlement as the dialogs show it: the invoice, what is credited and where to, what the balance pays, what is charged. */
export function settlementView({
  previewedAt,
  settlement,
  currency,
  timeZone,
  facts = [],
  chargedOn,
}: Shown): ActionPreview {
  const t = texts.lifecycle.rows
  const { credited, invoice, invoiceLines, fromBalance, toCharge } = settlement ?? {}
  const sums = [
    { label: t.credited, amount: credited?.total },
    { label: t.toReceivable, amount: credited?.toReceivable },
    { label: t.toRefund, amount: credited?.toRefund },
    { label: t.toBalance, amount: credited?.toBalance },
    { label: t.fromBalance, amount: fromBalance },
  ].flatMap(({ label, amount }) => (amount ? [{ label, amount }] : []))
  const nothing = !invoice && sums.length === 0
  return {
    previewedAt: previewedAt.toISOString(),
    currency,
    timeZone,
    breakdown: invoice && invoiceLines ? toBreakdown({ lines: invoiceLines, invoice, currency }) : null,
    rows: [
      ...facts,
      ...sums,
      ...(nothing ? [{ label: t.nothing, text: '' }] : []),
      ...(invoice
        ? [
            {
              label: chargedOn ? t.chargedOn(formatDate(chargedOn, { timeZone })) : t.chargedNow,
              amount: toCharge ?? 0n,
              strong: true,
            },
          ]
        : []),
    ],
  }
}

/** A refusal is a sentence in the dialog, not an error of the page. */
export async function orProblem(compute: () => Promise<ActionPreview>): Promise<ActionPreview> {
  try {
    return await compute()
  } catch (error) {
    if (error instanceof BillingError) return { problem: error.message }
    if (error instanceof EngineError) return { problem: texts.common.errors.generic }
    throw error
  }
}

export const dayFact = (label: string, at: Date, timeZone: string) => ({ label, text: formatDate(at, { timeZone }) })
