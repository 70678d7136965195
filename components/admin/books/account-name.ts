import { countryName } from '@/components/format/countries'
import { texts } from '@/components/texts/en'

/** An account in words: `cash.stripe` → 'Cash at Stripe', `vat.FR` → 'VAT of France'. */
export function accountName(account: string): string {
  const t = texts.books
  const whole = t.accounts[account]
  if (whole) return whole
  const [family, member] = account.split('.') as [string, string]
  const name = family === 'vat' ? countryName(member) : (t.processors[member] ?? member)
  return `${t.accounts[family] ?? family} ${name}`
}
