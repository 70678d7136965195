import type { CSSProperties } from 'react'

const FONTS = "'Instrument Sans', -apple-system, BlinkMacSystemFont, 'Segoe UI', Roboto, Helvetica, Arial, sans-serif"

/** The product's tokens (app/globals.css), written out: mail programs know no variables. */
const light = {
  canvas: '#f7f5f1',
  surface: '#fffefc',
  line: '#e5e0d7',
  ink: '#1e1c19',
  muted: '#5c574e',
  faint: '#6d675d',
  accent: '#0f5560',
  accentInk: '#ffffff',
}
const dark = {
  canvas: '#141311',
  surface: '#1b1a17',
  line: '#312e29',
  ink: '#f2efe9',
  muted: '#b9b3a8',
  faint: '#a09a8e',
  accent: '#86ccd3',
  accentInk: '#05262b',
}

/** For programs that honour the reader's scheme; those that recolour by themselves start from colours that survive it. */
export const darkMode = `
@media (prefers-color-scheme: dark) {
  .canvas, .canvas > table > tbody > tr > td { background-color: ${dark.canvas} !important; }
  .sheet { background-color: ${dark.surface} !important; border-color: ${dark.line} !important; }
  .ink { color: ${dark.ink} !important; }
  .muted { color: ${dark.muted} !important; }
  .faint { color: ${dark.faint} !important; }
  .line { border-color: ${dark.line} !important; }
  .action { background-color: ${dark.accent} !important; color: ${dark.accentInk} !important; }
  .action span { color: ${dark.accentInk} !important; }
}
@media (max-width: 480px) {
  .sheet { padding: 28px 22px 26px !important; }
}`

const text = (size: number, leading: number): CSSProperties => ({
  fontFamily: FONTS,
  fontSize: `${size}px`,
  lineHeight: `${leading}px`,
  margin: 0,
})

const cell: CSSProperties = {
  ...text(14, 20),
  padding: '10px 0',
  borderTop: `1px solid ${light.line}`,
  verticalAlign: 'top',
}

export const styles = {
  body: { backgroundColor: light.canvas, margin: 0, padding: '36px 12px 44px' },
  container: { maxWidth: '560px', width: '100%' },
  brand: { marginBottom: '18px' },
  markColumn: { width: '40px' },
  mark: { display: 'block', borderRadius: '7px' },
  brandName: { ...text(15, 28), color: light.ink, fontWeight: 600, letterSpacing: '-0.01em' },
  sheet: {
    backgroundColor: light.surface,
    border: `1px solid ${light.line}`,
    borderRadius: '12px',
    padding: '38px 40px 36px',
  },
  heading: { ...text(22, 29), color: light.ink, fontWeight: 600, letterSpacing: '-0.015em', margin: '0 0 14px' },
  amount: {
    ...text(34, 40),
    color: light.ink,
    fontWeight: 500,
    letterSpacing: '-0.02em',
    fontVariantNumeric: 'tabular-nums',
    margin: '0 0 16px',
  },
  paragraph: { ...text(15, 24), color: light.ink, margin: '0 0 14px' },
  facts: { margin: '10px 0 4px', borderBottom: 0 },
  factLabel: { ...cell, color: light.muted, width: '42%', paddingRight: '12px' },
  factValue: { ...cell, color: light.ink, textAlign: 'right', fontVariantNumeric: 'tabular-nums' },
  action: {
    ...text(15, 20),
    backgroundColor: light.accent,
    color: light.accentInk,
    fontWeight: 600,
    borderRadius: '8px',
    padding: '12px 20px',
    margin: '18px 0 6px',
    display: 'inline-block',
    textDecoration: 'none',
  },
  closing: { ...text(13, 20), color: light.muted, margin: '12px 0 0' },
  footer: { padding: '22px 4px 0' },
  footerLine: { ...text(12, 18), color: light.faint, margin: '0 0 4px' },
} satisfies Record<string, CSSProperties>
