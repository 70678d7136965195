import Link from 'next/link'
import { ConfirmAction } from '@/components/admin/confirm-action'
import { discountTerms } from '@/components/billing/discount-words'
import { PreviewedAction } from '@/components/billing/previewed-action'
import { texts } from '@/components/texts/en'
import { Badge } from '@/components/ui/badge'
import { Section } from '@/components/ui/card'
import { listCoupons, listSubscriptionDiscounts } from '@/lib/discounts/read-discounts'
import { applyCoupon, previewCoupon, removeCoupon } from './discount-actions'

/** What is taken off a subscription, with what staff may do about it. */
export async function DiscountsSection({ subscriptionId, mayManage }: { subscriptionId: string; mayManage: boolean }) {
  const [discounts, coupons] = await Promise.all([
    listSubscriptionDiscounts(subscriptionId),
    mayManage ? listCoupons() : [],
  ])
  const t = texts.discounts.admin
  const applicable = coupons.filter(({ active }) => active)
  return (
    <Section
      title={t.section}
      actions={
        applicable.length > 0 && (
          <PreviewedAction
            label={t.apply}
            size="sm"
            title={t.applyTitle}
            description={t.applyText}
            fields={[
              {
                name: 'couponId',
                label: t.coupon,
                kind: 'select',
                options: applicable.map((coupon) => ({
                  value: coupon.id,
                  label: `${coupon.name}: ${discountTerms(coupon)}`,
                })),
              },
            ]}
            initial={{ id: subscriptionId, couponId: applicable[0]!.id }}
            preview={previewCoupon}
            action={applyCoupon}
            confirmLabel={t.apply}
            doneText={t.applied}
          />
        )
      }
    >
      {discounts.length === 0 ? (
        <p className="text-sm text-ink-muted">{t.none}</p>
      ) : (
        <ul className="flex flex-col gap-3 text-sm">
          {discounts.map(({ id, coupon, promotionCode, endCycleIndex }) => (
            <li key={id} className="flex items-center justify-between gap-4">
              <span className="min-w-0">
                <Link
                  href={`/admin/coupons/${coupon.id}`}
                  className="font-medium underline decoration-line-strong/50 underline-offset-4 hover:decoration-current"
                >
                  {coupon.name}
                </Link>
                <span className="block text-ink-muted">
                  {discountTerms(coupon)}
                  {promotionCode && <span className="ml-2 font-mono text-xs">{promotionCode.code}</span>}
                </span>
              </span>
              {endCycleIndex !== null ? (
                <Badge>{t.removed}</Badge>
              ) : (
                mayManage && (
                  <ConfirmAction
                    danger
                    variant="ghost"
                    label={t.remove}
                    title={t.removeTitle(coupon.name)}
                    consequences={t.removeConsequences}
                    confirmLabel={t.remove}
                    doneText={t.removedDone}
                    action={removeCoupon}
                    id={`${subscriptionId} ${id}`}
                  />
                )
              )}
            </li>
          ))}
        </ul>
      )}
    </Section>
  )
}
