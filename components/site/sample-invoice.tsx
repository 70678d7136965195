import { CircleCheck, CornerDownRight } from 'lucide-react'
import { texts } from '@/components/texts/en'

/** A picture of an invoice that explains itself: what sets this billing apart. Decorative: the text beside it says the same. */
export function SampleInvoice() {
  const t = texts.site.sample
  const row = 'flex items-baseline justify-between gap-6'
  return (
    <figure aria-hidden className="relative mx-auto w-full max-w-md select-none">
      <div className="absolute inset-x-4 -bottom-3 h-24 rounded-xl border border-line bg-surface/60" />
      <div className="relative rounded-xl border border-line bg-surface p-6 shadow-raised">
        <div className={row}>
          <div>
            <p className="text-xs text-ink-faint">{t.invoice}</p>
            <p className="font-semibold tracking-tight tabular">CB-2026-00412</p>
          </div>
          <span className="inline-flex items-center gap-1.5 rounded-full border border-positive-line bg-positive-soft px-2 py-px text-xs font-medium text-positive">
            <CircleCheck className="size-3.5" />
            {t.paid}
          </span>
        </div>
        <div className="mt-5 border-t border-dashed border-line pt-4 text-sm">
          <div className={row}>
            <span>{t.line1}</span>
            <span className="tabular">€23.60</span>
          </div>
          <div className="mt-2 flex gap-2 rounded-md bg-sunken px-3 py-2 text-xs text-ink-muted">
            <CornerDownRight className="mt-px size-3.5 shrink-0 text-brass" />
            <span>{t.why}</span>
          </div>
          <div className={`${row} mt-3`}>
            <span>{t.line2}</span>
            <span className="tabular">−€11.60</span>
          </div>
          <div className={`${row} mt-3 text-ink-muted`}>
            <span>{t.vat}</span>
            <span className="tabular">€2.52</span>
          </div>
        </div>
        <div className={`${row} mt-4 border-t border-line pt-4`}>
          <span className="font-medium">{t.total}</span>
          <span className="text-2xl font-semibold tracking-[-0.03em] tabular">€14.52</span>
        </div>
      </div>
    </figure>
  )
}
