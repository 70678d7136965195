import type { Actor } from '@/lib/audit/actor'
import { recordAudit } from '@/lib/audit/record-audit'
import { lockCustomer } from '@/lib/customers/lock-customers'
import { db, inTransaction } from '@/lib/platform/db/client'
import { invalid } from '@/lib/platform/errors'
import { DEFAULT_THRESHOLDS } from './find-alerts'
import { alertSettingsSchema } from './schemas'
import { forgetCapAlerts } from './alert-store'
import { deleteSpendCap, findSpendCap, findThresholds, saveSpendCap, saveThresholds } from './store'

interface Change {
  customerId: string
  actor: Actor
  now: Date
}

/**
 * Sets the most overage (minor units of the customer's currency, without VAT) a cycle may cost; null = no cap. From there on
 * soft limits refuse what is checked or consumed, and coming to this cap is told, whatever was told of another. Throws
 * amount_invalid.
 */
export async function setSpendCap({
  customerId,
  amount,
  actor,
  now,
}: Change & { amount: bigint | null }): Promise<void> {
  if (amount !== null && amount < 0n) throw invalid('amount_invalid', 'A spend cap is at least 0.')
  await inTransaction(async (tx) => {
    const { currency } = await lockCustomer(tx, customerId)
    const before = await findSpendCap(customerId, tx)
    if (before?.amount !== amount) await forgetCapAlerts(tx, customerId)
    if (amount === null) await deleteSpendCap(tx, customerId)
    else await saveSpendCap(tx, { customerId, amount, currency, updatedAt: now, updatedBy: actor.label })
    await recordAudit(tx, now, {
      actor,
      action: amount === null ? 'spend_cap.remove' : 'spend_cap.set',
      customerId,
      target: { type: 'customer', id: customerId },
      data: amount === null ? {} : { amount: amount.toString(), currency },
    })
  })
}

/** Sets at which percentages of an allowance the customer is told; none = never. Throws thresholds_invalid. */
export async function setAlertThresholds({
  customerId,
  thresholds,
  actor,
  now,
}: Change & { thresholds: number[] }): Promise<void> {
  const parsed = alertSettingsSchema.safeParse({ thresholds })
  if (!parsed.success) throw invalid('thresholds_invalid', 'Thresholds are whole percentages from 1 to 500.')
  await inTransaction(async (tx) => {
    await saveThresholds(tx, customerId, parsed.data.thresholds)
    await recordAudit(tx, now, {
      actor,
      action: 'usage_alerts.set',
      customerId,
      target: { type: 'customer', id: customerId },
      data: { thresholds: parsed.data.thresholds.join(', ') },
    })
  })
}

export interface SpendSettings {
  spendCap: { amount: bigint; currency: string } | null
  thresholds: number[]
}

/** What a customer set, or the defaults. */
export async function readSpendSettings(customerId: string): Promise<SpendSettings> {
  const [cap, thresholds] = await Promise.all([findSpendCap(customerId, db), findThresholds(customerId, db)])
  return {
    spendCap: cap && { amount: cap.amount, currency: cap.currency },
    thresholds: thresholds ?? DEFAULT_THRESHOLDS,
  }
}
