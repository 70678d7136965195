import { renderToBuffer, type DocumentProps } from '@react-pdf/renderer'
import type { ReactElement } from 'react'
import { registerFonts } from './fonts'

/** With more lines than this the paper has several pages for sure, or nearly. */
const LINES_OF_ONE_PAGE = 8

/**
 * Lays a paper out and writes it. Page numbers that depend on the layout make the engine lay out everything twice, which
 * is a third of the work: so a short document is taken for one of one page, and done again if it was not.
 */
export async function renderPaper(
  paper: (isOnePage: boolean) => ReactElement<DocumentProps>,
  { lines }: { lines: number },
): Promise<Buffer> {
  registerFonts()
  if (lines <= LINES_OF_ONE_PAGE) {
    const pdf = await renderToBuffer(paper(true))
    if (pageCount(pdf) === 1) return pdf
  }
  return renderToBuffer(paper(false))
}

/** The page tree is written in plain text. */
function pageCount(pdf: Buffer): number {
  return Number(/\/Type \/Pages\s+\/Count (\d+)/.exec(pdf.toString('latin1'))?.[1])
}
