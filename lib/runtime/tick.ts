import './compose'
import { forgetOldAnswers } from '@/lib/api/idempotency'
import { expireCredits } from '@/lib/balance/end-credit'
import { abandonCheckout } from '@/lib/checkout/abandon-checkout'
import { checkVatIdJob } from '@/lib/customers/jobs'
import { listVatIdsToCheck } from '@/lib/customers/read-customers'
import { giveUpInvoiceJob, remindOfInvoiceJob } from '@/lib/dunning/jobs'
import { listDunningsToGiveUp } from '@/lib/dunning/read-dunning'
import { expireReservations } from '@/lib/entitlements/end-reservation'
import { sendUsageAlerts } from '@/lib/entitlements/send-usage-alerts'
import { finalizeDue } from '@/lib/invoices/finalize-due'
import { collectInvoiceJob } from '@/lib/invoices/jobs'
import { listInvoicesToCollect, listInvoicesToRemindOf } from '@/lib/invoices/read-invoices'
import { sendNotificationJob } from '@/lib/notifications/jobs'
import { listStrandedNotifications } from '@/lib/notifications/read-notifications'
import { deliverEventJob } from '@/lib/outbound/jobs'
import { listDueDeliveries } from '@/lib/outbound/read-outbound'
import { removeOldEvents } from '@/lib/outbound/remove-old-events'
import { resealSecrets } from '@/lib/outbound/reseal-secrets'
import { announceExpiringCards } from '@/lib/payments/announce-expiring-cards'
import { announceRenewals } from '@/lib/payments/announce-renewals'
import { carryRefundJob, reconcilePaymentJob, reconcileRefundJob } from '@/lib/payments/jobs'
import { listPaymentsToReconcile, listRefundsToReconcile, listStrandedRefunds } from '@/lib/payments/read-payments'
import { wallClock } from '@/lib/platform/clock'
import { db } from '@/lib/platform/db/client'
import { BillingError } from '@/lib/platform/errors'
import type { Job } from '@/lib/platform/jobs/define-job'
import { log } from '@/lib/platform/log'
import { recognizeRevenue } from '@/lib/revenue/recognize-revenue'
import { listExpiring } from '@/lib/subscriptions/read-subscriptions'
import { renewDue } from '@/lib/subscriptions/renew-due'
import { announceMovesDue } from '@/lib/subscriptions/standing-price-moves'
import { findReachedUsage } from '@/lib/subscriptions/find-reached-usage'
import { settleUsageDue } from '@/lib/subscriptions/settle-usage'
import { wakeDue } from '@/lib/subscriptions/wake-due'
import { handleInboundEventJob } from '@/lib/webhooks/jobs'
import { ensureUsagePartitions } from '@/lib/usage/ensure-partitions'
import { listStrandedEvents } from '@/lib/webhooks/read-webhooks'

const BATCH = 200
/** Deliveries cost little until they are sent, and come by the hundred. */
const DELIVERY_BATCH = 1000
/** A job is expected to have run by then; its worker must have died. */
const STRANDED_AFTER_MS = 5 * 60 * 1000

export interface TickResult {
  renewed: number
  /** Started as scheduled, trials announced or ended, resumed. */
  woken: number
  expired: number
  queued: number
}

/**
 * Does, or queues, everything that is due at `now`, in batches until nothing is (DESIGN §5). Called each minute by the
 * worker or the cron route, and by the time machine at each due instant. Safe to run in many places at once.
 * `stranded` also looks for work whose job was lost with its worker.
 */
export async function tick({ now, stranded = true }: { now: Date; stranded?: boolean }): Promise<TickResult> {
  const result: TickResult = { renewed: 0, woken: 0, expired: 0, queued: 0 }
  // What wakes beside others of its customer is charged with their renewals.
  result.woken = await wakeDue({ now })
  result.renewed = await renewDue({ now })
  await announceMovesDue({ now })
  await findReachedUsage({ now })
  await settleUsageDue({ now })
  await finalizeDue({ now })
  result.expired = (await expireSubscriptions(now)) + (await expireCredits({ now, limit: BATCH }))
  await expireReservations({ now, limit: BATCH })
  await sendUsageAlerts({ now })
  await announceRenewals({ now })
  await announceExpiringCards({ now })
  await recognizeRevenue({ now })
  await ensureUsagePartitions({ now })
  if (stranded) {
    await forgetOldAnswers()
    await removeOldEvents({ now })
    await resealSecrets()
  }
  const before = (instant: Date) => new Date(instant.getTime() - STRANDED_AFTER_MS)
  const queued = await Promise.all([
    queue(checkVatIdJob, 'customerId', listVatIdsToCheck(now, BATCH)),
    queue(collectInvoiceJob, 'invoiceId', listInvoicesToCollect(now, BATCH)),
    queue(remindOfInvoiceJob, 'invoiceId', listInvoicesToRemindOf(now, BATCH)),
    queue(giveUpInvoiceJob, 'invoiceId', listDunningsToGiveUp(now, BATCH)),
    queue(reconcilePaymentJob, 'paymentId', listPaymentsToReconcile(now, BATCH)),
    queue(reconcileRefundJob, 'refundId', listRefundsToReconcile(now, BATCH)),
    queue(deliverEventJob, 'deliveryId', listDueDeliveries(now, DELIVERY_BATCH)),
    ...(stranded
      ? [
          queue(carryRefundJob, 'refundId', listStrandedRefunds(before(now), BATCH)),
          queue(handleInboundEventJob, 'eventId', listStrandedEvents(before(wallClock()), BATCH)),
          queue(sendNotificationJob, 'notificationId', listStrandedNotifications(before(now), BATCH)),
        ]
      : []),
  ])
  result.queued = queued.reduce((sum, count) => sum + count, 0)
  return result
}

/** The job's key keeps one that waits already from being queued again each minute. */
async function queue<Key extends string>(
  job: Job<Record<Key, string>>,
  key: Key,
  due: Promise<string[]>,
): Promise<number> {
  const payloads = (await due).map((id) => ({ [key]: id }) as Record<Key, string>)
  await job.enqueueMany(db, payloads, { keyOf: (payload) => payload[key] })
  return payloads.length
}

async function expireSubscriptions(now: Date): Promise<number> {
  const due = await listExpiring(now, BATCH)
  for (const { id, status } of due) {
    if (status !== 'INCOMPLETE') continue
    try {
      await abandonCheckout({ subscriptionId: id, now })
    } catch (error) {
      // Somebody is paying at this very moment: the next tick looks again.
      if (!(error instanceof BillingError && error.kind === 'conflict'))
        log.error({ err: error, subscriptionId: id }, 'expiry failed')
    }
  }
  return due.length
}
