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

export const column = { quantity: 44, unitAmount: 82, taxRate: 44, amount: 86 } as const

export const styles = StyleSheet.create({
  page: {
    fontFamily: FONT_FAMILY,
    fontSize: 9,
    lineHeight: 1.4,
    color: color.ink,
    paddingTop: BODY_TOP,
    paddingBottom: 36 * MM,
    paddingLeft: LEFT,
    paddingRight: RIGHT,
  },
  muted: { color: color.muted },
  medium: { fontWeight: 500 },
  figures: { fontFeatureSettings: ['tnum'] },
  right: { textAlign: 'right' },

  head: { position: 'absolute', top: 14 * MM, left: LEFT, right: RIGHT },
  headRow: { flexDirection: 'row', alignItems: 'center', justifyContent: 'space-between' },
  brand: { flexDirection: 'row', alignItems: 'center' },
  brandName: { fontSize: 12.5, fontWeight: 600, letterSpacing: -0.25, lineHeight: 1.2, marginLeft: 8 },
  runningTitle: { fontSize: 8, color: color.muted, ...{ fontFeatureSettings: ['tnum'] } },

  foot: { position: 'absolute', bottom: 11 * MM, left: LEFT, right: RIGHT },
  footRule: { borderTopWidth: 0.5, borderTopColor: color.line, paddingTop: 9, flexDirection: 'row', gap: 14 },
  footColumn: { fontSize: 7, lineHeight: 1.5, color: color.faint },
  pageNumber: { fontSize: 7, lineHeight: 1.5, color: color.faint, textAlign: 'right' },

  addressRow: {
    flexDirection: 'row',
    justifyContent: 'space-between',
    marginTop: ADDRESS_TOP - BODY_TOP,
    minHeight: 38 * MM,
  },
  addressWindow: { width: 80 * MM },
  sender: { fontSize: 6.5, lineHeight: 1.35, color: color.faint, marginBottom: 9 },
  address: { fontSize: 9.5, lineHeight: 1.42 },
  facts: { width: 72 * MM },
  fact: { flexDirection: 'row', marginBottom: 3.2 },
  factLabel: { width: 88, paddingRight: 8, color: color.muted, fontSize: 8.5 },
  factValue: { flex: 1, fontSize: 8.5, fontFeatureSettings: ['tnum'] },

  headline: {
    flexDirection: 'row',
    justifyContent: 'space-between',
    alignItems: 'flex-end',
    marginTop: 26,
    marginBottom: 20,
  },
  title: { fontSize: 23, fontWeight: 500, letterSpacing: -0.55, lineHeight: 1.15 },
  subtitle: { color: color.muted, marginTop: 4 },
  headlineAmount: {
    fontSize: 23,
    fontWeight: 500,
    letterSpacing: -0.4,
    lineHeight: 1.15,
    textAlign: 'right',
    fontFeatureSettings: ['tnum'],
  },
  headlineStatus: { marginTop: 4, textAlign: 'right', maxWidth: 260 },

  tableHead: {
    flexDirection: 'row',
    borderBottomWidth: 0.75,
    borderBottomColor: color.ink,
    paddingBottom: 5,
    fontSize: 8,
    color: color.muted,
  },
  row: { flexDirection: 'row', borderBottomWidth: 0.5, borderBottomColor: color.line, paddingTop: 7, paddingBottom: 7 },
  description: { flex: 1, paddingRight: 14 },
  detail: { fontSize: 8, color: color.muted, marginTop: 1, fontFeatureSettings: ['tnum'] },
  quantity: { width: column.quantity, textAlign: 'right', fontFeatureSettings: ['tnum'] },
  unitAmount: { width: column.unitAmount, textAlign: 'right', fontFeatureSettings: ['tnum'] },
  taxRate: { width: column.taxRate, textAlign: 'right', fontFeatureSettings: ['tnum'] },
  amount: { width: column.amount, textAlign: 'right', fontFeatureSettings: ['tnum'] },

  sums: { flexDirection: 'row', justifyContent: 'space-between', marginTop: 14 },
  taxTable: { width: 212, paddingTop: 1 },
  taxRow: { flexDirection: 'row', fontSize: 8, color: color.muted, paddingTop: 2.6 },
  taxHead: {
    flexDirection: 'row',
    fontSize: 8,
    color: color.faint,
    paddingBottom: 3.5,
    borderBottomWidth: 0.5,
    borderBottomColor: color.line,
  },
  taxName: { flex: 1, paddingRight: 8 },
  taxFigure: { width: 62, textAlign: 'right', fontFeatureSettings: ['tnum'] },
  totals: { width: 206 },
  totalRow: { flexDirection: 'row', justifyContent: 'space-between', paddingTop: 2.6 },
  totalLabel: { flex: 1, paddingRight: 8, color: color.muted },
  totalFigure: { textAlign: 'right', fontFeatureSettings: ['tnum'] },
  grandTotal: {
    flexDirection: 'row',
    justifyContent: 'space-between',
    marginTop: 7,
    paddingTop: 7,
    borderTopWidth: 0.75,
    borderTopColor: color.ink,
    fontWeight: 600,
    fontSize: 10.5,
  },

  section: { marginTop: 22 },
  sectionTitle: { fontWeight: 600, marginBottom: 5 },
  notes: { marginTop: 22 },
  note: { fontSize: 8.5, color: color.muted, marginBottom: 3, maxWidth: 400 },
  memo: { marginBottom: 7, maxWidth: 400 },
  transfer: { flexDirection: 'row', justifyContent: 'space-between', alignItems: 'flex-start' },
  transferFacts: { flex: 1 },
  scanCode: { width: 84, alignItems: 'center' },
  scanHint: { fontSize: 7, color: color.faint, marginTop: 4, textAlign: 'center' },
})
