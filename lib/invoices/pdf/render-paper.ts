import { renderToBuffer, type DocumentProps } from '@react-pdf/renderer'
import type { ReactElement } from 'react'
import { registerFonts } from './fonts'
import { PAGE_HEIGHT } from './styles'

/** With more lines than this the paper has several pages for sure, or nearly. */
const LINES_OF_ONE_PAGE = 8

/**
 * Lays a paper out and writes it. Page numbers that depend on the layout make the engine lay out everything twice, and
 * cutting into pages once more: together nearly half of the work. So a short document is laid out as one page that grows
 * with its content, and done again if it grew beyond the paper.
 */
export async function renderPaper(
  paper: (isOnePage: boolean) => ReactElement<DocumentProps>,
  { lines }: { lines: number },
): Promise<Buffer> {
  registerFonts()
  if (lines <= LINES_OF_ONE_PAGE) {
    const pdf = await renderToBuffer(paper(true))
    if (Math.round(pageHeight(pdf)) <= Math.round(PAGE_HEIGHT)) return pdf
  }
  return renderToBuffer(paper(false))
}

/** Of the first page, in points: page objects are written in plain text. */
function pageHeight(pdf: Buffer): number {
  return Number(/\/MediaBox \[0 0 [\d.]+ ([\d.]+)\]/.exec(pdf.toString('latin1'))?.[1])
}
