import { roundHalfAwayFromZero } from '@/lib/engine/money'
import { rational } from '@/lib/engine/rational'
import { commonScale } from './common-scale'
import { sumCustomerMoney, sumCustomerMrr } from './store'

export interface CustomerFigures {
  /** Minor units a month, rounded once: net of discounts that last, and before them. */
  mrr: bigint
  grossMrr: bigint
  /** Succeeded payments less refunds that did not fail; gross. */
  paid: bigint
  /** Of open invoices; gross. */
  open: bigint
}

/** What one customer is worth and owes, in their currency. */
export async function readCustomerFigures({
  customerId,
  currency,
  now,
}: {
  customerId: string
  currency: string
  now: Date
}): Promise<CustomerFigures> {
  const scale = await commonScale(currency)
  const [exact, money] = await Promise.all([
    sumCustomerMrr({ customerId, currency, scale, at: now }),
    sumCustomerMoney({ customerId, currency }),
  ])
  const rounded = (exact: bigint) => roundHalfAwayFromZero(rational(exact, scale))
  return { mrr: rounded(exact.net), grossMrr: rounded(exact.gross), ...money }
}
