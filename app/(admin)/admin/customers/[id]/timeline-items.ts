import type { AuditListItem } from '@/components/admin/audit-table'
import type { EmailListItem } from '@/components/admin/email-table'
import type { StaffInvoiceListItem } from '@/components/admin/invoice-table'
import type { PaymentListItem } from '@/components/admin/payment-table'
import { actionLabel, readableFacts, targetHref } from '@/components/admin/audit-words'
import type { TimelineItem } from '@/components/admin/timeline'
import { methodName } from '@/components/billing/method-label'
import { texts } from '@/components/texts/en'

/** Audit entries that another item of the timeline tells better. */
const TOLD_ELSEWHERE = new Set(['payment.succeed', 'payment.fail'])

const ORDER: TimelineItem['kind'][] = [
  'email',
  'credit_note',
  'paid',
  'failed',
  'invoice',
  'subscription',
  'other',
  'customer',
]

/** Everything that happened to a customer, from what the page has read anyway, newest first. */
export function timelineItems({
  invoices,
  payments,
  emails,
  audit,
  timeZone,
  limit,
}: {
  invoices: StaffInvoiceListItem[]
  payments: PaymentListItem[]
  emails: EmailListItem[]
  audit: AuditListItem[]
  timeZone: string
  limit: number
}): TimelineItem[] {
  const t = texts.admin.timeline
  const items: TimelineItem[] = [
    ...invoices.flatMap((invoice): TimelineItem[] =>
      invoice.finalizedAt
        ? [
            {
              id: invoice.id,
              at: invoice.finalizedAt,
              kind: 'invoice',
              title: t.invoiceIssued(invoice.number ?? ''),
              href: `/admin/invoices/${invoice.id}`,
              amount: { amount: invoice.total, currency: invoice.currency },
            },
          ]
        : [],
    ),
    ...payments.map((payment): TimelineItem => {
      const succeeded = payment.status === 'SUCCEEDED' || payment.status === 'REFUNDED'
      const failed = payment.status === 'FAILED'
      const method = payment.method ? methodName(payment.method) : null
      return {
        id: payment.id,
        at: payment.createdAt,
        kind: succeeded ? 'paid' : failed ? 'failed' : 'other',
        title: succeeded ? t.paymentSucceeded : failed ? t.paymentFailed : t.paymentOther,
        detail: [payment.invoiceNumber, method, payment.failure].filter(Boolean).join(', '),
        href: `/admin/invoices/${payment.invoiceId}#payments`,
        amount: { amount: payment.amount, currency: payment.currency },
      }
    }),
    ...emails.map((email): TimelineItem => ({
      id: email.id,
      at: email.sentAt ?? email.createdAt,
      kind: 'email',
      title: t.email(email.subject ?? texts.admin.emails.kinds[email.kind] ?? email.kind),
      detail: [email.recipient, texts.admin.emails.states[email.status]].filter(Boolean).join(', '),
    })),
    ...audit
      .filter(({ action }) => !TOLD_ELSEWHERE.has(action))
      .map((entry): TimelineItem => ({
        id: entry.id,
        at: entry.at,
        kind: kindOf(entry.action),
        title: actionLabel(entry.action),
        detail: [
          t.by(entry.actorLabel),
          ...readableFacts(entry.facts, timeZone).map(({ name, value }) => `${name} ${value}`),
        ].join(', '),
        ...(entry.targetType === 'customer' ? {} : { href: targetHref(entry) ?? undefined }),
      })),
  ]
  // Of what happened at one instant, the effect is above its cause: mail, payment, invoice, contract, customer.
  return items
    .sort((a, b) => b.at.getTime() - a.at.getTime() || ORDER.indexOf(a.kind) - ORDER.indexOf(b.kind))
    .slice(0, limit)
}

function kindOf(action: string): TimelineItem['kind'] {
  const noun = action.split('.')[0]
  return noun === 'credit_note' || noun === 'subscription' || noun === 'customer' ? noun : 'other'
}
