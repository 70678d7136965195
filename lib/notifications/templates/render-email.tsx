import { render } from '@react-email/render'
import { countryName, languageOf, type Language } from '@/lib/platform/locale'
import type { NotificationData, NotificationKind } from '../kinds'
import type { EmailContent, EmailContext, EmailTexts } from './content'
import { emailFormat } from './format'
import { EmailLayout } from './layout'
import { plainText } from './plain-text'
import { de } from './texts/de'
import { en } from './texts/en'
import { fr } from './texts/fr'
import { nl } from './texts/nl'

const textsIn: Record<Language, EmailTexts> = { en, de, fr, nl }

/** Our company, as a business letter names it (§ 35a GmbHG): an email is one. */
export interface EmailSender {
  name: string
  addressLine1: string
  postalCode: string
  city: string
  country: string
  registration: string
  vatId: string
}

export interface RenderEmailInput<Kind extends NotificationKind> {
  kind: Kind
  /** BCP 47; a language we have no texts in is written to in English. */
  locale: string
  data: NotificationData[Kind]
  /** Origin of the portal, for links and the mark. */
  appUrl: string
  /** IANA zone in which instants become days. */
  timeZone?: string
  sender?: EmailSender
}

export interface RenderedEmail {
  subject: string
  html: string
  text: string
}

/** One email, in the customer's language, as HTML and as plain text. Pure. */
export async function renderEmail<Kind extends NotificationKind>(
  input: RenderEmailInput<Kind>,
): Promise<RenderedEmail> {
  const { kind, locale, data, timeZone = 'Europe/Berlin', sender } = input
  const appUrl = input.appUrl.replace(/\/$/, '')
  const language = languageOf(locale)
  const texts = textsIn[language]
  const write = texts.kinds[kind] as (data: NotificationData[Kind], context: EmailContext) => EmailContent
  const written = write(data, { format: emailFormat({ locale, timeZone }), appUrl })
  // A link that was forgotten once it had been sent (a password's reset) leaves its email readable, without the button.
  const content = written.action?.url ? written : { ...written, action: undefined }
  const footer = [texts.footer.why, ...senderLines(sender, { vatIdLabel: texts.footer.vatId, locale })]
  return {
    subject: content.subject.replace(/\s+/g, ' ').trim(),
    html: await render(<EmailLayout language={language} appUrl={appUrl} content={content} footer={footer} />),
    text: plainText(content, footer),
  }
}

function senderLines(sender: EmailSender | undefined, { vatIdLabel, locale }: { vatIdLabel: string; locale: string }) {
  if (!sender) return ['New Concierge']
  const { name, addressLine1, postalCode, city, country, registration, vatId } = sender
  return [
    `${name}, ${addressLine1}, ${postalCode} ${city}, ${countryName(country, locale)}`,
    `${registration} · ${vatIdLabel} ${vatId}`,
  ]
}
