import { z } from 'zod'
import { amountAnswer, currencyAnswer, idAnswer, instantAnswer, toAmount, toInstant, toInstantOrNull } from '../fields'
import type { DisputeFacts, RefundFacts } from '../lists-store'

export const REFUND_STATUSES = ['CREATED', 'PENDING', 'SUCCEEDED', 'FAILED'] as const

export const refundSchema = z
  .object({
    id: idAnswer('ref', 'the refund'),
    customerId: idAnswer('cus', 'the customer'),
    paymentId: idAnswer('pay', 'the payment it gives back'),
    invoiceId: idAnswer('inv', 'the invoice that was paid'),
    creditNoteId: idAnswer('cn', 'the credit note behind it').nullable(),
    status: z
      .enum(REFUND_STATUSES)
      .meta({ description: 'FAILED: the money could not be sent back; it is in the balance instead.' }),
    amount: amountAnswer('What goes back.'),
    currency: currencyAnswer,
    reason: z.string(),
    createdAt: instantAnswer('When it was made.'),
    settledAt: instantAnswer('When it ended.').nullable(),
  })
  .meta({ id: 'Refund' })

export const toRefund = (refund: RefundFacts): z.input<typeof refundSchema> => ({
  id: refund.id,
  customerId: refund.payment.customerId,
  paymentId: refund.paymentId,
  invoiceId: refund.payment.invoiceId,
  creditNoteId: refund.creditNoteId,
  status: refund.status,
  amount: toAmount(refund.amount),
  currency: refund.currency,
  reason: refund.reason,
  createdAt: toInstant(refund.createdAt),
  settledAt: toInstantOrNull(refund.settledAt),
})

export const DISPUTE_STATUSES = ['INQUIRY', 'INQUIRY_CLOSED', 'OPEN', 'WON', 'LOST'] as const

export const disputeSchema = z
  .object({
    id: idAnswer('dsp', 'the dispute'),
    customerId: idAnswer('cus', 'the customer'),
    paymentId: idAnswer('pay', 'the payment in question'),
    invoiceId: idAnswer('inv', 'the invoice that was paid'),
    status: z.enum(DISPUTE_STATUSES).meta({ description: 'INQUIRY: a question of the bank, no money was taken.' }),
    amount: amountAnswer('What is in question.'),
    currency: currencyAnswer,
    fee: amountAnswer('What the payment service took for it.'),
    feeCurrency: currencyAnswer.nullable(),
    reason: z.string().meta({ example: 'fraudulent' }),
    openedAt: instantAnswer('When it was opened.'),
    respondBy: instantAnswer('Until when evidence can be handed in.').nullable(),
    closedAt: instantAnswer('When it was decided.').nullable(),
  })
  .meta({ id: 'Dispute' })

export const toDispute = (dispute: DisputeFacts): z.input<typeof disputeSchema> => ({
  id: dispute.id,
  customerId: dispute.payment.customerId,
  paymentId: dispute.paymentId,
  invoiceId: dispute.payment.invoiceId,
  status: dispute.status,
  amount: toAmount(dispute.amount),
  currency: dispute.currency,
  fee: toAmount(dispute.fee),
  feeCurrency: dispute.feeCurrency,
  reason: dispute.reason,
  openedAt: toInstant(dispute.openedAt),
  respondBy: toInstantOrNull(dispute.respondBy),
  closedAt: toInstantOrNull(dispute.closedAt),
})
