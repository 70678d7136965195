/**
 * In which return a row of VAT is declared: tax of another member state in the One-Stop-Shop's, everything else (also what is
 * not taxed abroad: reverse charge, out of scope) in the seller's own.
 */
export function vatReturnOf(row: { country: string; category?: string }, sellerCountry: string): 'domestic' | 'oss' {
  return row.country !== sellerCountry && (row.category ?? 'S') === 'S' ? 'oss' : 'domestic'
}
