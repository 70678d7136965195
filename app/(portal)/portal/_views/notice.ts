import { expiryText, methodName } from '@/components/billing/method-label'
import type { MethodView } from '@/components/billing/types'
import type { PortalNotice } from '@/components/portal/status-banner'
import type { PriceRow } from '@/lib/catalog/read-catalog'
import { amountDue } from '@/lib/invoices/amount-due'
import type { InvoiceDetail } from '@/lib/invoices/read-invoices'
import { describeSubscription, segmentAt, type SubscriptionContract } from '@/lib/subscriptions/read-subscriptions'
import { failureReason } from './invoice-views'

interface NoticeFacts {
  contract: SubscriptionContract | null
  /** The oldest open invoice with its payments, newest first. */
  openInvoice: InvoiceDetail | null
  methods: MethodView[]
  /** Of a pending change. */
  pendingPrice: PriceRow | null
  /** What is near its limit. */
  usage?: PortalNotice | null
  now: Date
}

/** By urgency. */
const KINDS = [
  'past_due',
  'action_required',
  'processing',
  'incomplete',
  'suspended',
  'spend_cap',
  'usage_limit',
  'cancels',
  'trial_ends',
  'no_method',
  'card_expires',
  'price_change',
  'changes',
  'paused',
  'scheduled',
] satisfies PortalNotice['kind'][] as PortalNotice['kind'][]

/** Of the notices on several subscriptions, the one to tell first. */
export function mostUrgent(notices: readonly (PortalNotice | null)[]): PortalNotice | null {
  const told = notices.filter((notice) => notice !== null)
  return told.toSorted((a, b) => KINDS.indexOf(a.kind) - KINDS.indexOf(b.kind))[0] ?? null
}

const UNDER_WAY = ['PROCESSING', 'UNKNOWN']

/** The one thing to tell a customer first, by urgency: money that is missing, then what ends, then what may go wrong. */
export function portalNotice({
  contract,
  openInvoice,
  methods,
  pendingPrice,
  usage,
  now,
}: NoticeFacts): PortalNotice | null {
  const owed = openInvoice && amountDue(openInvoice) > 0n ? openInvoice : null
  if (contract?.status === 'INCOMPLETE') {
    // A direct debit is days under way before the first period begins.
    if (owed && isUnderWay(owed)) return openInvoiceNotice(owed, now)
    return { kind: 'incomplete', priceId: segmentAt(contract, now).priceId }
  }
  if (owed) {
    const notice = openInvoiceNotice(owed, now)
    if (notice) return notice
  }
  if (!contract) return null
  if (contract.suspendedAt) return { kind: 'suspended' }
  const { pendingChange } = contract
  if (pendingChange?.kind === 'CANCEL') {
    const planName = describeSubscription(contract, now)
    return { kind: 'cancels', planName, at: pendingChange.effectiveAt.toISOString(), subscriptionId: contract.id }
  }
  if (contract.status === 'PAUSED') return { kind: 'paused', at: contract.resumesAt?.toISOString() ?? null }
  if (contract.status === 'SCHEDULED') {
    const planName = describeSubscription(contract, now)
    return { kind: 'scheduled', planName, at: contract.startedAt.toISOString() }
  }
  if (contract.status === 'TRIALING' && contract.trialEndsAt) {
    return { kind: 'trial_ends', at: contract.trialEndsAt.toISOString(), hasMethod: methods.length > 0 }
  }
  if (methods.length === 0) return { kind: 'no_method' }
  const charged = methods.find(({ isDefault }) => isDefault)
  const expiry = charged && expiryText(charged)
  if (charged && expiry && expiresBefore(charged, contract.currentPeriodEnd)) {
    return { kind: 'card_expires', method: methodName(charged), expiry }
  }
  if (usage) return usage
  if (pendingChange?.kind === 'CHANGE' && pendingPrice) {
    const { id: subscriptionId } = contract
    const what = { subscriptionId, planName: pendingPrice.plan.name, at: pendingChange.effectiveAt.toISOString() }
    if (pendingChange.origin !== 'PRICE_CHANGE') return { kind: 'changes', ...what }
    const { unitAmount: to, currency, interval } = pendingPrice
    return { kind: 'price_change', ...what, from: segmentAt(contract, now).price.unitAmount, to, currency, interval }
  }
  return null
}

function openInvoiceNotice(invoice: InvoiceDetail, now: Date): PortalNotice | null {
  const money = { amount: amountDue(invoice), currency: invoice.currency }
  const last = invoice.payments[0]
  if (isUnderWay(invoice)) return { kind: 'processing', ...money }
  if (last?.failureCode === 'authentication_required') {
    return { kind: 'action_required', invoiceId: invoice.id, ...money }
  }
  const isLate = invoice.dueAt !== null && invoice.dueAt < now
  if (last?.failureCode || isLate) {
    return {
      kind: 'past_due',
      invoiceId: invoice.id,
      ...money,
      reason: last ? failureReason(last) : null,
      retryAt: invoice.collectAt && invoice.collectAt > now ? invoice.collectAt.toISOString() : null,
    }
  }
  return null
}

const isUnderWay = ({ payments: [last] }: InvoiceDetail) => UNDER_WAY.includes(last?.status ?? '')

/** A card works through the last day of its month. */
function expiresBefore({ expMonth, expYear }: MethodView, at: Date): boolean {
  return expMonth !== null && expYear !== null && Date.UTC(expYear, expMonth, 1) <= at.getTime()
}
