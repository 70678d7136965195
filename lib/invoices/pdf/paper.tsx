import { Document, Page } from '@react-pdf/renderer'
import type { ReactNode } from 'react'
import { formattingLocale } from '@/lib/platform/locale'
import type { SellerSnapshot } from '../parties'
import type { DocumentFormat } from './format'
import { RunningFoot, RunningHead } from './letterhead'
import { styles } from './styles'
import type { DocumentTexts } from './texts/texts'

interface PaperProps {
  title: string
  document: { issuedAt: Date; locale: string; seller: SellerSnapshot }
  texts: DocumentTexts
  format: DocumentFormat
  /** What is printed on a page of a document of one page is known before it is laid out (`render-paper.ts`). */
  isOnePage: boolean
  children: ReactNode
}

/** A4 with our letterhead. The file's dates are the document's own, so the same document gives the same bytes. */
export function Paper({ title, document, texts, format, isOnePage, children }: PaperProps) {
  return (
    <Document
      title={title}
      author={document.seller.name}
      creator="Concierge Billing"
      producer="Concierge Billing"
      language={formattingLocale(document.locale)}
      creationDate={document.issuedAt}
      modificationDate={document.issuedAt}
    >
      <Page size="A4" style={isOnePage ? [styles.page, styles.onlyPage] : styles.page} wrap={!isOnePage}>
        <RunningHead title={title} isOnePage={isOnePage} />
        <RunningFoot seller={document.seller} texts={texts} format={format} isOnePage={isOnePage} />
        {children}
      </Page>
    </Document>
  )
}
