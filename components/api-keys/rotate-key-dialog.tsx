'use client'

import { useState } from 'react'
import type { Action } from '@/components/forms/outcome'
import { texts } from '@/components/texts/en'
import { ConfirmDialog } from '@/components/ui/confirm-dialog'
import { Field } from '@/components/ui/field'
import { NativeSelect } from '@/components/ui/native-select'
import type { ApiKeyItem } from './key-state'

const OVERLAPS = [0, 1, 24, 7 * 24]

export function RotateKeyDialog({
  item,
  rotate,
  onClose,
  onRotated,
}: {
  item: ApiKeyItem
  rotate: Action<{ keyId: string; overlapHours: number }, { secret: string }>
  onClose: () => void
  onRotated: (rotated: { name: string; secret: string }) => void
}) {
  const t = texts.api.keys
  const [hours, setHours] = useState('24')
  return (
    <ConfirmDialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t.rotateTitle(item.name)}
      description={t.rotateText}
      confirmLabel={t.rotateConfirm}
      onConfirm={async () => {
        const outcome = await rotate({ keyId: item.id, overlapHours: Number(hours) }).catch(() => undefined)
        if (!outcome) return texts.common.errors.offline
        if (outcome.serverError) return outcome.serverError.message
        if (outcome.data) onRotated({ name: item.name, secret: outcome.data.secret })
      }}
    >
      <Field label={t.overlap}>
        <NativeSelect value={hours} onChange={(event) => setHours(event.target.value)}>
          {OVERLAPS.map((count) => (
            <option key={count} value={count}>
              {count === 0 ? t.overlaps.none : t.overlaps.hours(count)}
            </option>
          ))}
        </NativeSelect>
      </Field>
    </ConfirmDialog>
  )
}
