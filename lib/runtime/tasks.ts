import './compose'
import type { TaskList } from 'graphile-worker'
import { checkVatIdJob } from '@/lib/customers/jobs'
import { giveUpInvoiceJob, remindOfInvoiceJob } from '@/lib/dunning/jobs'
import { finalizeDue } from '@/lib/invoices/finalize-due'
import { collectInvoiceJob, finalizeDraftsJob } from '@/lib/invoices/jobs'
import { sendNotificationJob } from '@/lib/notifications/jobs'
import { sendNotification } from '@/lib/notifications/send-notification'
import { deliverEvent } from '@/lib/outbound/deliver-event'
import { deliverEventJob } from '@/lib/outbound/jobs'
import { carryRefund } from '@/lib/payments/carry-refund'
import { collectInvoice } from '@/lib/payments/collect-invoice'
import { giveUpInvoice } from '@/lib/payments/give-up-invoice'
import { carryRefundJob, reconcilePaymentJob, reconcileRefundJob } from '@/lib/payments/jobs'
import { remindOfInvoice } from '@/lib/payments/remind-of-invoice'
import { reconcilePayment } from '@/lib/payments/reconcile-payment'
import { reconcileRefund } from '@/lib/payments/reconcile-refund'
import { now } from '@/lib/platform/clock'
import type { Job } from '@/lib/platform/jobs/define-job'
import { checkVatId } from '@/lib/tax/check-vat-id'
import { handleInboundEvent } from '@/lib/webhooks/handle-inbound-event'
import { handleInboundEventJob } from '@/lib/webhooks/jobs'
import { loadAttachments } from './load-attachments'
import { travel, travelJob } from './time-machine'

function run<Payload>(job: Job<Payload>, useCase: (payload: Payload & { now: Date }) => Promise<unknown>): TaskList {
  return {
    [job.name]: async (payload) => {
      await useCase({ ...job.parse(payload), now: await now() })
    },
  }
}

/** Which use-case each background job runs. Every one of them may run twice, late, or after half a run. */
export const tasks: TaskList = {
  ...run(collectInvoiceJob, collectInvoice),
  ...run(finalizeDraftsJob, finalizeDue),
  ...run(checkVatIdJob, checkVatId),
  ...run(giveUpInvoiceJob, giveUpInvoice),
  ...run(remindOfInvoiceJob, remindOfInvoice),
  ...run(reconcilePaymentJob, reconcilePayment),
  ...run(carryRefundJob, carryRefund),
  ...run(reconcileRefundJob, reconcileRefund),
  ...run(handleInboundEventJob, handleInboundEvent),
  ...run(sendNotificationJob, ({ notificationId, now }) => sendNotification({ notificationId, now, loadAttachments })),
  ...run(deliverEventJob, deliverEvent),
  ...run(travelJob, ({ to }) => travel({ to: new Date(to) })),
}
