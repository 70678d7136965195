import { expect, it, vi } from 'vitest'
import { renderCreditNotePdf } from './render-credit-note'
import { readText } from './testing/read-pdf'
import { sampleCreditNote } from './testing/sample-documents'

// The first document of a process reads the typefaces; on a busy machine that takes its time.
vi.setConfig({ testTimeout: 20_000 })

it.each([
  [
    'en',
    'Credit note number NC-CN-2026-000007',
    'Date of issue 28 Nov 2026',
    'Corrects invoice NC-2026-000123 of 15 Nov 2026',
    '19% Germany €29.50 €5.61',
    'Total credit €35.11',
    '€30.00 refunded to the payment method used €5.11 added to your balance for future invoices',
  ],
  [
    'de',
    'Korrekturnummer NC-CN-2026-000007',
    'Ausstellungsdatum 28.11.2026',
    'Korrektur zu Rechnung NC-2026-000123 vom 15.11.2026',
    '19 % Deutschland 29,50 € 5,61 €',
    'Korrekturbetrag brutto 35,11 €',
    '30,00 € werden auf die verwendete Zahlungsart erstattet 5,11 € werden Ihrem Guthaben',
  ],
  [
    'fr',
    'Numéro de l’avoir NC-CN-2026-000007',
    'Date d’émission 28 nov. 2026',
    'Rectifie la facture NC-2026-000123 du 15 nov. 2026',
    '19 % Allemagne 29,50 € 5,61 €',
    'Total de l’avoir TTC 35,11 €',
    '30,00 € remboursés sur le moyen de paiement utilisé 5,11 € crédités sur votre solde',
  ],
  [
    'nl',
    'Creditfactuurnummer NC-CN-2026-000007',
    'Datum 28 nov 2026',
    'Corrigeert factuur NC-2026-000123 van 15 nov 2026',
    '19% Duitsland € 29,50 € 5,61',
    'Totaal creditbedrag € 35,11',
    '€ 30,00 terugbetaald via de gebruikte betaalmethode € 5,11 toegevoegd aan uw tegoed',
  ],
])('a credit note in %s names the invoice it corrects and where the money goes', async (locale, ...words) => {
  const text = await readText(await renderCreditNotePdf(sampleCreditNote({ locale })))
  for (const expected of words) expect(text).toContain(expected)
  expect(text).toContain('Hausverwaltung Lindner & Söhne GmbH Königstraße 12 70173 Stuttgart')
  expect(text).toContain('DE136695976')
})

it('a German credit note never calls itself a Gutschrift, which means self-billing (§ 14 Abs. 2 UStG)', async () => {
  expect(await readText(await renderCreditNotePdf(sampleCreditNote({ locale: 'de' })))).not.toContain('Gutschrift')
})

it('says what was paid back by a transfer of ours', async () => {
  const document = sampleCreditNote({ toRefund: 0n, toBalance: 0n, toOutside: 3511n })
  expect(await readText(await renderCreditNotePdf(document))).toContain('€35.11 paid back by bank transfer')
})

it('says what is set against an open invoice', async () => {
  const document = sampleCreditNote({ toReceivable: 3511n, toRefund: 0n, toBalance: 0n })
  const text = await readText(await renderCreditNotePdf(document))
  expect(text).toContain('€35.11 set against invoice NC-2026-000123')
  expect(text).not.toContain('refunded')
})

it('sets nothing in a typeface that is not in the file, as PDF/A demands', async () => {
  expect((await renderCreditNotePdf(sampleCreditNote())).toString('latin1')).not.toContain('/Helvetica')
})
