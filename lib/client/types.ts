// What the API says, for those who use the client. It imports nothing of the house, so that it can be published alone.

export interface Usage {
  meter: string
  unit: string
  /** Exact decimals, as all quantities; null = unlimited. */
  included: string | null
  /** Whether more is refused; else it is allowed and charged. */
  hard: boolean
  used: string
  held: string
  remaining: string | null
  period: { start: string; end: string }
}

export interface Upgrade {
  kind: 'plan' | 'add_on'
  planCode: string
  planName: string
  priceId: string
  quantity: number
  /** Minor units, without VAT, per interval. */
  amount: number
  additionalAmount: number
  currency: string
  interval: 'MONTH' | 'YEAR'
  intervalCount: number
}

export type RefusalCode = 'no_access' | 'not_included' | 'limit_reached' | 'spend_cap_reached'

export interface Decision {
  customer: string
  mode: 'check' | 'consume' | 'reserve'
  allowed: boolean
  code: RefusalCode | null
  access: 'FULL' | 'GRACE' | 'NONE'
  reason: string | null
  feature: { code: string; value: string } | null
  usage: Usage | null
  overage: { units: string; unitAmount: string | null; estimatedAmount: number; currency: string } | null
  upgrade: Upgrade | null
  /** Counted or held before under the same id. */
  duplicate: boolean
  reservation: { id: string; expiresAt: string; state: 'HELD' | 'CONSUMED' } | null
}

export interface Entitlements {
  customer: string
  access: 'FULL' | 'GRACE' | 'NONE'
  reason: string | null
  features: { code: string; name: string; value: string }[]
  meters: (Usage & { name: string; overageAmount: number; currency: string })[]
  spendCap: { amount: number; currency: string } | null
}

export interface Reservation {
  id: string
  customer: string
  meter: string
  quantity: string
  consumed: string | null
  state: 'HELD' | 'CONSUMED' | 'RELEASED' | 'EXPIRED'
  expiresAt: string
}

/** `customer` may be left out with a key that belongs to one. */
export type Question = { customer?: string } & (
  { feature: string } | { meter: string; quantity?: string | number } | { meter: string; level: string | number }
)

export type Consumption = { customer?: string; meter: string; quantity?: string | number; level?: string | number } & {
  /** The same id counts once. One is made if you have none. */
  id?: string
  source?: string
  data?: Record<string, unknown>
}

export type Hold = Omit<Consumption, 'source' | 'data'> & { expiresInSeconds?: number }

export interface UsageEvent {
  type: string
  /** The customer. */
  subject?: string
  data?: Record<string, unknown>
  /** The same id counts once. One is made if you have none. */
  id?: string
  source?: string
  /** ISO 8601; the moment of `report` if it is not said. */
  time?: string
  reverses?: string
  corrects?: string
}

export interface UsageResult {
  id: string
  source: string
  status: 'accepted' | 'duplicate' | 'rejected'
  code?: string
  message?: string
}
