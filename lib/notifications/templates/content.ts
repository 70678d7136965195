import type { NotificationData, NotificationKind } from '../kinds'
import type { EmailFormat } from './format'

/** What one email says, in one language: the layout sets it in HTML, `plain-text.ts` in plain text. */
export interface EmailContent {
  subject: string
  /** What an inbox shows beside the subject. */
  preview: string
  heading: string
  /** Set large below the heading: the one figure the email is about. */
  amount?: string
  paragraphs: string[]
  facts?: Fact[]
  action?: { label: string; url: string }
  /** In small print, after the action. */
  closing?: string[]
}

export interface Fact {
  label: string
  value: string
}

export interface EmailContext {
  format: EmailFormat
  /** Without a slash at its end. */
  appUrl: string
}

/** Every word of our emails, in one language. */
export interface EmailTexts {
  kinds: { [Kind in NotificationKind]: (data: NotificationData[Kind], context: EmailContext) => EmailContent }
  footer: {
    /** Why the reader gets this. */
    why: string
    vatId: string
  }
}
