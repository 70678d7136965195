'use client'

import { Banner } from './banner'
import { Button } from './button'
import { CopyButton } from './copy-button'
import { Dialog } from './dialog'

export interface SecretTexts {
  /** What the secret is called where it is copied. */
  secret: string
  secretTitle: string
  secretText: string
  done: string
}

/** The one time that a secret is seen. */
export function SecretDialog({
  title,
  secret,
  texts,
  onClose,
}: {
  title: string
  secret: string
  texts: SecretTexts
  onClose: () => void
}) {
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={title}
      footer={<Button onClick={onClose}>{texts.done}</Button>}
    >
      <div className="flex flex-col gap-4">
        <Banner tone="caution" title={texts.secretTitle}>
          {texts.secretText}
        </Banner>
        <p className="flex items-center gap-2 rounded-lg border border-line bg-sunken px-3 py-2.5">
          <code data-secret className="min-w-0 flex-1 font-mono text-sm break-all text-ink select-all">
            {secret}
          </code>
          <CopyButton value={secret} label={texts.secret} />
        </p>
      </div>
    </Dialog>
  )
}
