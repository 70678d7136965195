import { StyleSheet } from '@react-pdf/renderer'
import { FONT_FAMILY } from './fonts'

/** Points per millimetre: paper is measured as DIN 5008 does, so that the address shows in a window envelope. */
const MM = 72 / 25.4

/** The product's tokens (app/globals.css, light), on white paper. */
export const color = {
  ink: '#1e1c19',
  muted: '#5c574e',
  faint: '#6d675d',
  line: '#e5e0d7',
  rule: '#9c9588',
  accent: '#0f5560',
  brass: '#e3b968',
  positive: '#1b6a3b',
  critical: '#a8281f',
  paper: '#fffefc',
} as const

const LEFT = 25 * MM
const RIGHT = 20 * MM
const BODY_TOP = 32 * MM
const ADDRESS_TOP = 50 * MM

/** Of A4, in points. */
export const PAGE_HEIGHT = 841.89

/**
 * Size and leading in points. A page that counts pages is laid out twice, and the engine then multiplies the leading of
 * what is repeated on it a second time: so leading stands on the texts of the body only, never on page, head or foot.
 */
const type = (fontSize: number, leading: number) => ({ fontSize, lineHeight: leading / fontSize })
const figures = { fontFeatureSettings: ['tnum'] as string[], textAlign: 'right' as const }

export const styles = StyleSheet.create({
  page: {
    fontFamily: FONT_FAMILY,
    color: color.ink,
    paddingTop: BODY_TOP,
    paddingBottom: 33 * MM,
    paddingLeft: LEFT,
    paddingRight: RIGHT,
  },
  /** Grows with its content instead of being cut into pages. */
  onlyPage: { minHeight: PAGE_HEIGHT },

  head: { position: 'absolute', top: 14 * MM, left: LEFT, right: RIGHT },
  headRow: { flexDirection: 'row', alignItems: 'center', justifyContent: 'space-between' },
  brand: { flexDirection: 'row', alignItems: 'center' },
  brandName: { fontSize: 12.5, fontWeight: 600, letterSpacing: -0.25, marginLeft: 8 },
  runningTitle: { fontSize: 8, ...figures, color: color.muted },

  foot: { position: 'absolute', bottom: 10 * MM, left: LEFT, right: RIGHT },
  footRule: { borderTopWidth: 0.5, borderTopColor: color.line, paddingTop: 9, flexDirection: 'row', gap: 12 },
  footLine: { fontSize: 7, color: color.faint, marginBottom: 1.5 },
  footSeller: { width: 90 },
  footRegister: { flex: 1 },
  footBank: { width: 134 },
  footPage: { ...figures, width: 50 },

  addressRow: {
    flexDirection: 'row',
    justifyContent: 'space-between',
    marginTop: ADDRESS_TOP - BODY_TOP,
    minHeight: 40 * MM,
  },
  addressWindow: { width: 80 * MM },
  sender: { ...type(6.5, 9), color: color.faint, marginBottom: 9 },
  addressee: { ...type(9.5, 13.5), fontWeight: 500 },
  address: type(9.5, 13.5),
  facts: { width: 72 * MM },
  fact: { flexDirection: 'row', marginBottom: 3.5 },
  factLabel: { ...type(8.5, 12), width: 92, paddingRight: 8, color: color.muted },
  factValue: { ...type(8.5, 12), flex: 1, fontFeatureSettings: ['tnum'] },

  headline: { flexDirection: 'row', justifyContent: 'space-between', marginTop: 24, marginBottom: 22 },
  title: { ...type(23, 27), fontWeight: 500, letterSpacing: -0.5 },
  standing: { alignItems: 'flex-end', maxWidth: 290 },
  headlineAmount: { ...type(23, 27), ...figures, fontWeight: 500, letterSpacing: -0.4 },
  status: { ...type(9, 12.5), textAlign: 'right', marginTop: 3 },

  tableHead: {
    flexDirection: 'row',
    borderBottomWidth: 0.75,
    borderBottomColor: color.ink,
    paddingBottom: 5,
    marginBottom: 1,
  },
  columnName: { ...type(8, 11), color: color.muted },
  columnFigure: { ...type(8, 11), ...figures, color: color.muted },
  row: { flexDirection: 'row', borderBottomWidth: 0.5, borderBottomColor: color.line, paddingTop: 7, paddingBottom: 7 },
  description: { flex: 1, paddingRight: 10 },
  lineName: { ...type(9, 12.5), fontWeight: 500 },
  lineDetail: { ...type(8, 11.5), color: color.muted, top: 1, fontFeatureSettings: ['tnum'] },
  figure: { ...type(9, 12.5), ...figures },

  sums: { flexDirection: 'row', justifyContent: 'space-between', marginTop: 16 },
  taxTable: { width: 232 },
  taxHead: {
    ...type(8, 11),
    flexDirection: 'row',
    paddingBottom: 4,
    marginBottom: 2,
    borderBottomWidth: 0.5,
    borderBottomColor: color.line,
  },
  taxRow: { flexDirection: 'row', paddingTop: 3 },
  taxName: { ...type(8, 11), color: color.muted, flex: 1, paddingRight: 8 },
  taxFigure: { ...type(8, 11), ...figures, color: color.muted },
  totals: { width: 208 },
  totalRow: { flexDirection: 'row', justifyContent: 'space-between', marginBottom: 3.5 },
  totalLabel: { ...type(9, 12.5), flex: 1, paddingRight: 8, color: color.muted },
  grandTotal: {
    flexDirection: 'row',
    justifyContent: 'space-between',
    marginTop: 4,
    marginBottom: 8,
    paddingTop: 7,
    borderTopWidth: 0.75,
    borderTopColor: color.ink,
  },
  grandTotalLabel: { ...type(10, 14), fontWeight: 600 },
  grandTotalFigure: { ...type(10, 14), ...figures, fontWeight: 600 },

  section: { marginTop: 22 },
  sectionTitle: { ...type(9, 12.5), fontWeight: 600, marginBottom: 6 },
  plain: { ...type(9, 13), color: color.muted },
  notes: { marginTop: 20, maxWidth: 400 },
  memo: { marginBottom: 8 },
  memoLine: type(9, 13),
  note: { ...type(8.5, 12.5), color: color.muted, marginBottom: 3 },
  transfer: { flexDirection: 'row', justifyContent: 'space-between' },
  transferFacts: { flex: 1 },
  scanCode: { width: 96, alignItems: 'center' },
  scanHint: { ...type(7, 9.5), color: color.faint, marginTop: 5, textAlign: 'center' },
})

/**
 * How wide a column must be for its longest figure at `fontSize`: digits are 0.6 em wide in our typeface, what stands
 * between them less. Columns are never narrower than `least`, so that ordinary documents look alike.
 */
export function figureWidth({
  figures,
  fontSize,
  least,
}: {
  figures: string[]
  fontSize: number
  least: number
}): number {
  const longest = Math.max(0, ...figures.map((figure) => figure.length))
  return Math.max(least, Math.ceil(longest * fontSize * 0.6) + 12)
}
