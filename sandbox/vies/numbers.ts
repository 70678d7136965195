import type { VatIdRecord } from '../state/records'
import type { Store } from '../state/store'

/** VIES' codes for "no answer". */
export const VIES_ERRORS = [
  'MS_UNAVAILABLE',
  'SERVICE_UNAVAILABLE',
  'TIMEOUT',
  'MS_MAX_CONCURRENT_REQ',
  'GLOBAL_MAX_CONCURRENT_REQ',
] as const
export const VIES_STATES = ['valid', 'invalid', ...VIES_ERRORS] as const
export type ViesState = (typeof VIES_STATES)[number]

/** Ids with a fate of their own, all well-formed; every other one is registered. */
const FATES: Readonly<Record<string, ViesState>> = {
  FR83404833048: 'invalid',
  PL8567346215: 'invalid',
  NL010000446B01: 'MS_UNAVAILABLE',
}

/** Member states whose tax office says yes or no and keeps the name to itself. */
const SILENT = new Set(['DE', 'ES'])

/** What VIES says of an id now: by what was ordered for it, then for its member state, then for all, then its own fate. */
export function takeState(store: Store, vatId: string): ViesState {
  const order = [vatId, vatId.slice(0, 2), '*']
    .map((key) => store.get('vat_id', key))
    .find((each) => each !== undefined)
  if (!order) return FATES[vatId] ?? 'valid'
  if (order.times !== null) {
    if (order.times > 1) store.put('vat_id', { ...order, times: order.times - 1 })
    else store.delete('vat_id', order.id)
  }
  return order.state
}

export function registeredAs(vatId: string): { name: string; address: string } {
  if (SILENT.has(vatId.slice(0, 2))) return { name: '---', address: '---' }
  return { name: `SANDBOX TRADING ${vatId}`, address: `1 MARKET SQUARE\n00001 ${vatId.slice(0, 2)}` }
}

export const listOrders = (store: Store): VatIdRecord[] => store.all('vat_id')
