import type { CollectionName, Collections } from '../../state/records'
import type { Context } from '../context'
import { serializeBalanceTransaction } from './balance-transaction'
import { serializeCharge } from './charge'
import { serializeConfirmationToken } from './confirmation-token'
import { serializeCustomer } from './customer'
import { serializeDispute } from './dispute'
import { serializeEvent } from './event'
import { serializeMandate } from './mandate'
import { serializePaymentIntent } from './payment-intent'
import { serializePaymentMethod } from './payment-method'
import { serializePrice } from './price'
import { serializeProduct } from './product'
import { serializeRefund } from './refund'
import { serializeSetupAttempt } from './setup-attempt'
import { serializeSetupIntent } from './setup-intent'
import { serializeToken } from './token'
import { serializeWebhookEndpoint } from './webhook-endpoint'

/** The collections whose records are objects of Stripe's API. */
export type ApiCollection = Exclude<
  CollectionName,
  'delivery' | 'timer' | 'idempotency' | 'setting' | 'mail' | 'vat_id'
>

type Serializers = { [C in ApiCollection]: (context: Context, record: Collections[C]) => object }

const SERIALIZERS: Serializers = {
  balance_transaction: ({ now }, record) => serializeBalanceTransaction(now, record),
  charge: (_, record) => serializeCharge(record),
  confirmation_token: (_, record) => serializeConfirmationToken(record),
  customer: (_, record) => serializeCustomer(record),
  dispute: ({ store, now }, record) => serializeDispute(store, now, record),
  event: ({ store }, record) => serializeEvent(record, store.where('delivery', 'event', record.id).length),
  mandate: (_, record) => serializeMandate(record),
  payment_intent: ({ store }, record) => serializePaymentIntent(store, record),
  payment_method: (_, record) => serializePaymentMethod(record),
  price: (_, record) => serializePrice(record),
  product: (_, record) => serializeProduct(record),
  refund: (_, record) => serializeRefund(record),
  setup_attempt: ({ store }, record) => serializeSetupAttempt(store, record),
  setup_intent: ({ store }, record) => serializeSetupIntent(store, record),
  token: (_, record) => serializeToken(record),
  webhook_endpoint: (_, record) => serializeWebhookEndpoint(record),
}

/** A record in the shape of Stripe's API. */
export function serialize<C extends ApiCollection>(context: Context, collection: C, record: Collections[C]): object {
  return SERIALIZERS[collection](context, record)
}
