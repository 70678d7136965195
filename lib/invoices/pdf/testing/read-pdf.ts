import { extractText, getDocumentProxy } from 'unpdf'

/** The text of each page, with every run of white space (no-break ones too) as one space. */
export async function readPages(pdf: Buffer): Promise<string[]> {
  const { text } = await extractText(await getDocumentProxy(new Uint8Array(pdf)))
  return text.map((page) => page.replace(/\s+/g, ' '))
}

export async function readText(pdf: Buffer): Promise<string> {
  return (await readPages(pdf)).join(' ')
}
