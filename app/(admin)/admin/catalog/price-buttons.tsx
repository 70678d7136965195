import { ConfirmAction } from '@/components/admin/confirm-action'
import { PreviewedAction } from '@/components/billing/previewed-action'
import { texts } from '@/components/texts/en'
import type { listPlansWithPrices } from '@/lib/catalog/read-catalog'
import { getBillingPolicy } from '@/lib/subscriptions/billing-policy'
import { countMoves, countOnPriceVersions } from '@/lib/subscriptions/count-on-prices'
import { cancelMoves, moveToPrice, previewPublishing, publish } from './price-actions'

type Price = Awaited<ReturnType<typeof listPlansWithPrices>>[number]['prices'][number]

/** A new version of a price on sale, and moving those who have an older one. */
export async function PriceButtons({
  price,
  planName,
  canMove,
}: {
  price: Price
  planName: string
  /** Add-ons keep their price. */
  canMove: boolean
}) {
  const t = texts.lifecycle.priceMove
  const [{ older }, moves, { priceNoticeDays }] = await Promise.all([
    countOnPriceVersions(price),
    countMoves(price),
    getBillingPolicy(),
  ])
  const progress = t.progress(moves)
  return (
    <span className="inline-flex flex-wrap gap-2">
      <PreviewedAction
        size="sm"
        label={t.publish}
        title={t.publishTitle(planName)}
        description={t.publishDescription}
        fields={[{ name: 'amount', label: t.amount, kind: 'text' }]}
        initial={{ id: price.id, amount: '' }}
        preview={previewPublishing}
        action={publish}
        confirmLabel={t.publishConfirm}
        doneText={t.published}
      />
      {canMove && older > 0 && (
        <ConfirmAction
          size="sm"
          label={t.move(older)}
          title={t.moveTitle}
          consequences={[t.moveNotice(priceNoticeDays), t.moveTold, t.moveLeft]}
          confirmLabel={t.moveConfirm}
          doneText={t.moved}
          action={moveToPrice}
          id={price.id}
        />
      )}
      {moves.announced + moves.waiting > 0 && (
        <ConfirmAction
          danger
          size="sm"
          label={t.callOff}
          title={t.callOffTitle}
          consequences={t.callOffNotes}
          confirmLabel={t.callOffConfirm}
          doneText={t.calledOff}
          action={cancelMoves}
          id={price.id}
        />
      )}
      {progress && <span className="self-center text-xs text-ink-muted">{progress}</span>}
    </span>
  )
}
