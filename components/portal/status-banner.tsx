'use client'

import Link from 'next/link'
import { toast } from 'sonner'
import type { Action } from '@/components/forms/outcome'
import { useSubmit } from '@/components/forms/use-submit'
import { formatDate } from '@/components/format/date-time'
import { formatMoney } from '@/components/format/money'
import { texts } from '@/components/texts/en'
import { Banner } from '@/components/ui/banner'
import { Button, buttonStyles } from '@/components/ui/button'

/** The one thing a customer must know first; ordered by urgency. Dates are ISO, amounts minor units. */
export type PortalNotice =
  | { kind: 'action_required'; invoiceId: string; amount: bigint; currency: string }
  | {
      kind: 'past_due'
      invoiceId: string
      amount: bigint
      currency: string
      reason: string | null
      retryAt: string | null
    }
  | { kind: 'incomplete'; priceId: string }
  | { kind: 'processing'; amount: bigint; currency: string }
  | { kind: 'no_method' }
  | { kind: 'cancels'; planName: string; at: string; subscriptionId: string }
  | { kind: 'changes'; planName: string; at: string; subscriptionId: string }
  | {
      kind: 'price_change'
      planName: string
      at: string
      subscriptionId: string
      /** Net, per unit. */
      from: bigint
      to: bigint
      currency: string
      interval: 'MONTH' | 'YEAR'
    }
  | { kind: 'trial_ends'; at: string; hasMethod: boolean }
  | { kind: 'scheduled'; planName: string; at: string }
  | { kind: 'paused'; at: string | null }
  | { kind: 'suspended' }
  | { kind: 'card_expires'; method: string; expiry: string }
  | { kind: 'usage_limit'; meterName: string; percent: number; hard: boolean }
  | { kind: 'spend_cap'; amount: bigint; currency: string }

interface StatusBannerProps {
  notice: PortalNotice
  timeZone: string
  /** Takes back a pending cancellation or change; left out for those who may not. */
  undo?: Action<{ subscriptionId: string }>
  className?: string
}

export function StatusBanner({ notice, timeZone, undo, className }: StatusBannerProps) {
  const t = texts.portal.banner
  const date = (iso: string) => formatDate(iso, { timeZone })
  const money = (amount: bigint, currency: string) => formatMoney(amount, { currency })
  const link = (href: string, label: string, variant: 'primary' | 'danger' | 'secondary' = 'primary') => (
    <Link href={href} className={buttonStyles({ size: 'sm', variant })}>
      {label}
    </Link>
  )
  switch (notice.kind) {
    case 'action_required':
      return (
        <Banner
          tone="caution"
          title={t.actionRequired}
          className={className}
          actions={link(`/portal/invoices/${notice.invoiceId}/pay`, t.confirm)}
        >
          {t.actionRequiredText(money(notice.amount, notice.currency))}
        </Banner>
      )
    case 'past_due':
      return (
        <Banner
          tone="critical"
          title={t.pastDue(money(notice.amount, notice.currency))}
          className={className}
          actions={link(
            `/portal/invoices/${notice.invoiceId}/pay`,
            t.pay(money(notice.amount, notice.currency)),
            'danger',
          )}
        >
          {t.pastDueText(notice.reason, notice.retryAt && date(notice.retryAt))}
        </Banner>
      )
    case 'incomplete':
      return (
        <Banner
          tone="caution"
          title={t.incomplete}
          className={className}
          actions={link(`/portal/checkout?price=${notice.priceId}`, t.incompleteAction)}
        >
          {t.incompleteText}
        </Banner>
      )
    case 'processing':
      return (
        <Banner tone="info" title={t.processing(money(notice.amount, notice.currency))} className={className}>
          {t.processingText}
        </Banner>
      )
    case 'no_method':
      return (
        <Banner
          tone="caution"
          title={t.noMethod}
          className={className}
          actions={link('/portal/payment-methods/add', texts.portal.methods.add)}
        >
          {t.noMethodText}
        </Banner>
      )
    case 'cancels':
      return (
        <Banner
          tone="caution"
          title={t.cancels(notice.planName, date(notice.at))}
          className={className}
          actions={
            undo && (
              <UndoButton
                undo={undo}
                subscriptionId={notice.subscriptionId}
                label={t.resume}
                done={texts.portal.subscription.resumed}
              />
            )
          }
        >
          {t.cancelsText}
        </Banner>
      )
    case 'changes':
      return (
        <Banner
          tone="info"
          title={t.changes(notice.planName, date(notice.at))}
          className={className}
          actions={
            undo && (
              <UndoButton
                undo={undo}
                subscriptionId={notice.subscriptionId}
                label={t.undo}
                done={texts.portal.subscription.undone}
              />
            )
          }
        >
          {t.changesText}
        </Banner>
      )
    case 'trial_ends':
      return (
        <Banner
          tone={notice.hasMethod ? 'info' : 'caution'}
          title={t.trialEnds(date(notice.at))}
          className={className}
          actions={!notice.hasMethod && link('/portal/payment-methods/add', texts.portal.methods.add)}
        >
          {notice.hasMethod ? t.trialEndsText : t.trialNoMethodText}
        </Banner>
      )
    case 'price_change':
      return (
        <Banner
          tone="info"
          title={t.priceChange(notice.planName, date(notice.at))}
          className={className}
          actions={link(
            `/portal/subscription/change?id=${notice.subscriptionId}`,
            texts.portal.change.title,
            'secondary',
          )}
        >
          {t.priceChangeText({
            from: money(notice.from, notice.currency),
            to: money(notice.to, notice.currency),
            per: texts.billing.interval[notice.interval].per,
          })}
        </Banner>
      )
    case 'scheduled':
      return (
        <Banner tone="info" title={t.scheduled(notice.planName, date(notice.at))} className={className}>
          {t.scheduledText}
        </Banner>
      )
    case 'suspended':
      return (
        <Banner tone="critical" title={texts.dunning.portal.suspended} className={className}>
          {texts.dunning.portal.suspendedText}
        </Banner>
      )
    case 'paused':
      return (
        <Banner tone="info" title={t.paused} className={className}>
          {notice.at ? t.pausedUntilText(date(notice.at)) : t.pausedText}
        </Banner>
      )
    case 'usage_limit': {
      const n = texts.entitlements.notice
      const isAll = notice.percent >= 100
      return (
        <Banner
          tone={isAll && notice.hard ? 'critical' : isAll || notice.hard ? 'caution' : 'info'}
          title={isAll ? n.reached(notice.meterName) : n.near(notice.meterName, notice.percent)}
          className={className}
          actions={link('/portal/usage', n.view, 'secondary')}
        >
          {notice.hard ? (isAll ? n.refused : n.willRefuse) : n.charged}
        </Banner>
      )
    }
    case 'spend_cap':
      return (
        <Banner
          tone="critical"
          title={texts.entitlements.notice.cap(money(notice.amount, notice.currency))}
          className={className}
          actions={link('/portal/usage#limits', texts.entitlements.notice.changeCap, 'secondary')}
        >
          {texts.entitlements.notice.capText}
        </Banner>
      )
    case 'card_expires':
      return (
        <Banner
          tone="caution"
          title={t.cardExpires(notice.method, notice.expiry)}
          className={className}
          actions={link('/portal/payment-methods', t.cardExpiresAction, 'secondary')}
        >
          {t.cardExpiresText}
        </Banner>
      )
  }
}

interface UndoButtonProps {
  undo: Action<{ subscriptionId: string }>
  subscriptionId: string
  label: string
  done: string
}

function UndoButton({ undo, subscriptionId, label, done }: UndoButtonProps) {
  const submit = useSubmit(undo, () => toast.success(done))
  return (
    <div className="flex flex-wrap items-center gap-2">
      {submit.formError && <p className="text-sm text-critical">{submit.formError}</p>}
      <Button size="sm" variant="secondary" pending={submit.pending} onClick={() => submit.run({ subscriptionId })}>
        {label}
      </Button>
    </div>
  )
}
