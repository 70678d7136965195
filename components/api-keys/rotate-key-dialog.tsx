'use client'

import { useState } from 'react'
import { attempt } from '@/components/forms/attempt'
import { CountChoice } from '@/components/forms/count-choice'
import type { Action } from '@/components/forms/outcome'
import { texts } from '@/components/texts/en'
import { ConfirmDialog } from '@/components/ui/confirm-dialog'
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
  const [hours, setHours] = useState(24)
  return (
    <ConfirmDialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t.rotateTitle(item.name)}
      description={t.rotateText}
      confirmLabel={t.rotateConfirm}
      onConfirm={() =>
        attempt({
          action: rotate,
          input: { keyId: item.id, overlapHours: hours },
          onDone: ({ secret }) => onRotated({ name: item.name, secret }),
        })
      }
    >
      <CountChoice
        label={t.overlap}
        counts={OVERLAPS}
        nameOf={(count) => (count === 0 ? t.overlaps.none : t.overlaps.hours(count))}
        value={hours}
        onChange={setHours}
      />
    </ConfirmDialog>
  )
}
