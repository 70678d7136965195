'use client'

import { texts } from '@/components/texts/en'
import { Banner } from '@/components/ui/banner'
import { Button } from '@/components/ui/button'
import { CopyButton } from '@/components/ui/copy-button'
import { Dialog } from '@/components/ui/dialog'

const t = texts.outbound

/** The one time that a signing secret is seen. */
export function SecretDialog({ secret, onClose }: { secret: string; onClose: () => void }) {
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t.secretOf}
      footer={<Button onClick={onClose}>{t.done}</Button>}
    >
      <div className="flex flex-col gap-4">
        <Banner tone="caution" title={t.secretTitle}>
          {t.secretText}
        </Banner>
        <p className="flex items-center gap-2 rounded-lg border border-line bg-sunken px-3 py-2.5">
          <code data-secret className="min-w-0 flex-1 font-mono text-sm break-all text-ink select-all">
            {secret}
          </code>
          <CopyButton value={secret} label={t.secret} />
        </p>
      </div>
    </Dialog>
  )
}
