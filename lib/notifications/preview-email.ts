import { getLegalEntity } from '@/lib/catalog/read-catalog'
import { env } from '@/lib/platform/env'
import type { Language } from '@/lib/platform/locale'
import type { NotificationKind } from './kinds'
import { renderEmail, type RenderedEmail } from './templates/render-email'
import { sampleData } from './templates/sample-data'

/** Every kind there is, as staff can look at it. */
export const PREVIEW_KINDS = Object.keys(sampleData) as NotificationKind[]

/** An email of this kind with made-up facts, in our real company's name. Nothing is sent. */
export async function previewEmail({
  kind,
  language,
}: {
  kind: NotificationKind
  language: Language
}): Promise<RenderedEmail> {
  const sender = await getLegalEntity()
  return renderEmail({ kind, locale: language, data: sampleData[kind], appUrl: env.APP_URL, sender })
}
