/**
 * Rows as CSV by RFC 4180. A cell that a spreadsheet would take for a formula is made harmless with an apostrophe.
 */
export function toCsv(columns: { id: string; label: string }[], rows: Record<string, string>[]): string {
  const cell = (value: string) => {
    const safe = /^[=+@\t\r]|^-(?![\d.])/.test(value) ? `'${value}` : value
    return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
  }
  const lines = [
    columns.map(({ label }) => cell(label)),
    ...rows.map((row) => columns.map(({ id }) => cell(row[id] ?? ''))),
  ]
  return lines.map((line) => line.join(',')).join('\r\n') + '\r\n'
}
