import { describe, expect, it } from 'vitest'
import { LANGUAGES } from '@/lib/platform/locale'
import type { NotificationData, NotificationKind } from '../kinds'
import { failureReason } from './failure-reason'
import { renderEmail } from './render-email'
import { sampleData, sampleSender } from './sample-data'

const appUrl = 'https://billing.newconcierge.example'
const kinds = Object.keys(sampleData) as NotificationKind[]

function email<Kind extends NotificationKind>(kind: Kind, locale: string, data: Partial<NotificationData[Kind]> = {}) {
  return renderEmail({ kind, locale, data: { ...sampleData[kind], ...data }, appUrl, sender: sampleSender })
}

/** What a person reads: tags, styles and the invisible padding of the preview taken away. */
const words = (html: string) =>
  html
    .replace(/<style>[\s\S]*?<\/style>/g, ' ')
    .replace(/<[^>]+>/g, ' ')
    .replaceAll('&amp;', '&')
    .replaceAll('&#x27;', "'")
    .replace(/\s+/g, ' ')

describe.each(LANGUAGES)('in %s', (locale) => {
  it.each(kinds)('%s says everything, in words people read', async (kind) => {
    const { subject, html, text } = await email(kind, locale)
    expect(html).toContain(`lang="${locale}"`)
    for (const part of [subject, words(html), text]) {
      expect(part).not.toMatch(/undefined|null|NaN|\[object|\$\{/)
      expect(part).not.toMatch(/\d{4}-\d{2}-\d{2}T/)
      expect(part).not.toMatch(/\b(7021|3511|59000)\b/)
      expect(part).not.toMatch(/BILLING_MANAGER|insufficient_funds/)
    }
    expect(subject.length).toBeGreaterThan(8)
    expect(subject.length).toBeLessThan(90)
    expect(text).not.toMatch(/<\/?[a-z]/)
    const readInHtml = words(html)
    for (const word of text.split(/\s+/).filter((word) => !word.startsWith('http'))) {
      expect(readInHtml, 'plain text says what the HTML says').toContain(word.replace(/:$/, '').replace(/^--$/, ''))
    }
    expect(readInHtml).toContain('New Concierge GmbH, Torstraße 140, 10119 Berlin')
    expect(readInHtml).toContain('Amtsgericht Charlottenburg, HRB 201234 B')
  })
})

it('every kind is translated: no two languages share a subject or a sentence', async () => {
  for (const kind of kinds) {
    const emails = await Promise.all(LANGUAGES.map((locale) => email(kind, locale)))
    expect(new Set(emails.map(({ subject }) => subject)).size, kind).toBe(LANGUAGES.length)
    expect(new Set(emails.map(({ text }) => text.split('\n\n')[2])).size, kind).toBe(LANGUAGES.length)
  }
})

describe('amounts, days and names', () => {
  it('are written as the customer writes them', async () => {
    const plain = async (locale: string) => (await email('invoice_paid', locale)).text.replace(/[\u00a0\u202f]/g, ' ')
    expect(await plain('en')).toContain('€70.21')
    expect(await plain('en')).toContain('15 November 2026')
    expect(await plain('en')).toContain('Visa ending in 4242')
    expect(await plain('de')).toContain('70,21 €')
    expect(await plain('de')).toContain('15. November 2026')
    expect(await plain('de')).toContain('Visa mit Endziffern 4242')
    expect(await plain('de-AT')).toContain('€ 70,21')
    expect(await plain('fr')).toContain('15 novembre 2026')
    expect(await plain('nl')).toContain('€ 70,21')
    expect(await plain('pl')).toContain('Thank you for your payment')
  })

  it('days are those of the customer’s zone', async () => {
    const data = sampleData.plan_changed // 23:30 UTC on 30 November
    const at = (timeZone: string) => renderEmail({ kind: 'plan_changed', locale: 'en', data, appUrl, timeZone })
    expect((await at('Europe/London')).subject).toBe('Your plan: Professional from 30 November 2026')
    expect((await at('Europe/Berlin')).subject).toBe('Your plan: Professional from 1 December 2026')
  })

  it('names cannot bring markup or header lines with them', async () => {
    const { html, subject } = await email('invitation', 'en', {
      customerName: '<script>alert(1)</script>',
      inviterName: 'Eve\r\nBcc: all@example.com',
    })
    expect(html).not.toContain('<script>')
    expect(html).toContain('&lt;script&gt;')
    expect(subject).not.toMatch(/[\r\n]/)
  })
})

describe('a failed payment', () => {
  it('says why in the customer’s language, that nothing was charged, and what comes next', async () => {
    const { text } = await email('payment_failed', 'de')
    expect(text).toContain('nicht ausreichend gedeckt ist. Es wurde nichts abgebucht.')
    expect(text).toContain('Am 18. November 2026 versuchen wir es erneut.')
    expect((await email('payment_failed', 'de', { nextAttemptAt: null })).text).toContain('nicht noch einmal')
  })
  it('without a code, English keeps the reason given and the others say that the bank declined', async () => {
    const none = { reasonCode: null, reason: 'Something odd happened.' }
    expect((await email('payment_failed', 'en', none)).text).toContain('Something odd happened. Nothing was charged.')
    expect((await email('payment_failed', 'fr', none)).text).toContain('Votre banque a refusé le paiement.')
  })
  it('does not tell by email that a card was reported lost or stolen', () => {
    expect(failureReason('lost_card')).toBe('declined')
    expect(failureReason('stolen_card')).toBe('declined')
  })
})

it('an email whose secret link was forgotten once sent can still be read', async () => {
  const data = { name: 'Maren', expiresInMinutes: 60 } as NotificationData['password_reset']
  const { html } = await renderEmail({ kind: 'password_reset', locale: 'en', data, appUrl })
  expect(html).toContain('Choose a new password')
  expect(html).not.toContain('href')
})

it('honours dark mode and keeps links at the portal’s own address', async () => {
  const { html } = await renderEmail({ kind: 'welcome', locale: 'en', data: sampleData.welcome, appUrl: `${appUrl}/` })
  expect(html).toContain('prefers-color-scheme: dark')
  expect(html).toContain(`src="${appUrl}/email/mark.png"`)
  expect(html).toContain(`href="${appUrl}/portal"`)
})
