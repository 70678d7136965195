import { FormatFactoryService } from '@e-invoice-eu/core'
import fc from 'fast-check'
import { XMLParser } from 'fast-xml-parser'
import { expect, it } from 'vitest'
import { generateCii, generateUbl } from './generate'
import type { EInvoice } from './model'
import { invoiceToEInvoice } from './to-einvoice'
import { arbitraryInvoice } from './testing/arbitrary-invoice'
import { writeXml } from './write-xml'

const parser = new XMLParser({
  preserveOrder: true,
  ignoreAttributes: false,
  processEntities: true,
  parseTagValue: false,
})
const silent = { log: () => undefined, warn: () => undefined, error: () => undefined }

/** As the library writes it by itself, through its DOM. */
async function byLibrary(invoice: EInvoice, format: string) {
  const service = new FormatFactoryService().createFormatService(format, silent)
  const input = structuredClone(invoice)
  service.fillInvoiceDefaults(input)
  return (await service.generate(input, { lang: 'en', format })) as string
}

it('writes the same document as the library does', async () => {
  await fc.assert(
    fc.asyncProperty(arbitraryInvoice, async (document) => {
      const invoice = invoiceToEInvoice(document)
      expect(parser.parse(await generateCii(invoice))).toEqual(parser.parse(await byLibrary(invoice, 'CII')))
      expect(parser.parse(await generateUbl(invoice))).toEqual(parser.parse(await byLibrary(invoice, 'UBL')))
    }),
    { numRuns: 40 },
  )
})

it('escapes what would be markup, and writes attributes beside contents and within lists', () => {
  const tree = {
    root: { a: 'R&D <"Haus">', 'a@unit': 'C62', list: [{ '#': '1', '#@currency': 'EUR' }, { '#': '2' }] },
    'root@version': '1',
  }
  expect(writeXml(tree).replaceAll(/>\s+</g, '><').trim()).toBe(
    '<?xml version="1.0" encoding="utf-8"?><root version="1"><a unit="C62">R&amp;D &lt;&quot;Haus&quot;&gt;</a>' +
      '<list currency="EUR">1</list><list>2</list></root>',
  )
})
