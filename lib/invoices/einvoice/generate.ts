import { FormatFactoryService } from '@e-invoice-eu/core'
import { languageOf } from '@/lib/platform/locale'
import type { EInvoice } from './model'
import { writeXml } from './write-xml'

/** The library would print what it does. */
const silent = { log: () => undefined, warn: () => undefined, error: () => undefined }

/**
 * The formatters are used as they are: the library's own entry point compiles its schema anew for each document, which
 * takes half a second. Our rules are checked before (`check-rules.ts`), the schema in the tests.
 */
const formats = new FormatFactoryService()

/** UBL 2.1: an `Invoice`, or a `CreditNote` for code 381. */
export async function generateUbl(invoice: EInvoice): Promise<string> {
  return (await generate(invoice, 'UBL')) as string
}

/** UN/CEFACT's Cross Industry Invoice (D16B), as it is embedded by Factur-X. */
export async function generateCii(invoice: EInvoice): Promise<string> {
  return (await generate(invoice, 'CII')) as string
}

/**
 * Factur-X (ZUGFeRD 2) in its profile EN 16931: the PDF given, as PDF/A-3, with the same invoice as XML inside. The
 * file's dates are those of its making.
 */
export async function embedFacturX(invoice: EInvoice, pdf: Buffer, locale: string): Promise<Buffer> {
  const file = { buffer: pdf, filename: 'invoice.pdf', mimetype: 'application/pdf' }
  return Buffer.from(
    (await generate(invoice, 'Factur-X-EN16931', { pdf: file, lang: languageOf(locale) })) as Uint8Array,
  )
}

async function generate(
  invoice: EInvoice,
  format: string,
  options: { pdf?: { buffer: Uint8Array; filename: string; mimetype: string }; lang?: string } = {},
): Promise<string | Uint8Array> {
  const service = Object.assign(formats.createFormatService(format, silent), { renderXML: writeXml })
  const input = structuredClone(invoice)
  service.fillInvoiceDefaults(input)
  return service.generate(input, { lang: 'en', ...options, format })
}
