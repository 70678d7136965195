const SPELLED_OTHERWISE: Record<string, string> = {
  amex: 'American Express',
  diners: 'Diners Club',
  jcb: 'JCB',
  unionpay: 'UnionPay',
  cartes_bancaires: 'Cartes Bancaires',
}

/** A card brand as its owner spells it: `visa` → `Visa`, `amex` → `American Express`. */
export function brandName(brand: string): string {
  return SPELLED_OTHERWISE[brand] ?? brand.charAt(0).toUpperCase() + brand.slice(1)
}
