import { ConfirmAction } from '@/components/admin/confirm-action'
import { STAFF_TIME_ZONE } from '@/components/admin/time-zone'
import { PreviewedAction } from '@/components/billing/previewed-action'
import { formatDate } from '@/components/format/date-time'
import { texts } from '@/components/texts/en'
import { Section } from '@/components/ui/card'
import { listFeatures } from '@/lib/catalog/read-catalog'
import { listMeters } from '@/lib/catalog/read-meters'
import { listOverrides } from '@/lib/entitlements/manage-overrides'
import { addCustomerOverride, previewOverride, removeCustomerOverride } from './override-actions'

/** What was decided for this customer beside the plans. */
export async function OverridesSection({
  customerId,
  mayEdit,
  now,
}: {
  customerId: string
  mayEdit: boolean
  now: Date
}) {
  const t = texts.entitlements.overrides
  const [overrides, features, meters] = await Promise.all([
    listOverrides(customerId, now),
    listFeatures(),
    listMeters(),
  ])
  const nameOf = new Map([...features, ...meters].map(({ code, name }) => [code, name]))
  const options = [
    ...features.map(({ code, name }) => ({ value: `feature ${code}`, label: name })),
    ...meters.map(({ code, name }) => ({ value: `meter ${code}`, label: name })),
  ]
  return (
    <Section
      id="overrides"
      flush
      title={t.title}
      actions={
        mayEdit && (
          <PreviewedAction
            label={t.add}
            size="sm"
            title={t.addTitle}
            description={t.addText}
            fields={[
              { name: 'about', label: t.about, kind: 'select', options },
              { name: 'value', label: t.value, kind: 'name', hint: t.valueHint },
              {
                name: 'kind',
                label: t.kind,
                kind: 'select',
                options: [
                  { value: 'hard', label: t.hard },
                  { value: 'soft', label: t.soft },
                ],
              },
              { name: 'lastDay', label: t.until, kind: 'date', optional: true },
              { name: 'reason', label: t.reason, kind: 'name', hint: t.reasonHint },
            ]}
            initial={{
              customerId,
              about: options[0]?.value ?? '',
              value: '',
              kind: 'hard',
              lastDay: '',
              reason: '',
            }}
            preview={previewOverride}
            action={addCustomerOverride}
            confirmLabel={t.add}
            doneText={t.added}
          />
        )
      }
    >
      {overrides.length === 0 ? (
        <p className="px-4 py-3 text-sm text-ink-muted sm:px-5">{t.none}</p>
      ) : (
        <ul className="divide-y divide-line">
          {overrides.map(({ id, featureCode, meterCode, value, included, hard, reason, expiresAt, createdBy }) => {
            const name = nameOf.get(featureCode ?? meterCode ?? '') ?? featureCode ?? meterCode ?? ''
            const what = featureCode
              ? value === 'true'
                ? t.yes
                : value === 'false'
                  ? t.no
                  : (value ?? '')
              : `${included?.toString() ?? t.unlimited}, ${(hard ? t.hard : t.soft).toLowerCase()}`
            return (
              <li key={id} className="flex items-center justify-between gap-4 px-4 py-2.5 text-sm sm:px-5">
                <span className="min-w-0 break-words text-ink-muted">
                  <span className="font-medium text-ink">
                    {name}: {what}
                  </span>{' '}
                  {[
                    reason,
                    expiresAt &&
                      t.expires(formatDate(new Date(expiresAt.getTime() - 1), { timeZone: STAFF_TIME_ZONE })),
                    t.by(createdBy),
                  ]
                    .filter(Boolean)
                    .join(', ')}
                </span>
                {mayEdit && (
                  <ConfirmAction
                    danger
                    variant="ghost"
                    label={t.remove}
                    title={t.removeTitle(name)}
                    consequences={t.removeConsequences}
                    confirmLabel={t.remove}
                    doneText={t.removed}
                    action={removeCustomerOverride}
                    id={`${customerId} ${id}`}
                  />
                )}
              </li>
            )
          })}
        </ul>
      )}
    </Section>
  )
}
