import { balanceTransactionRoutes } from './resources/balance-transactions'
import { chargeRoutes } from './resources/charges'
import { confirmationTokenRoutes } from './resources/confirmation-tokens'
import { customerRoutes } from './resources/customers'
import { disputeRoutes } from './resources/disputes'
import { eventRoutes } from './resources/events'
import { mandateRoutes } from './resources/mandates'
import { paymentIntentRoutes } from './resources/payment-intents'
import { paymentMethodRoutes } from './resources/payment-methods'
import { priceRoutes } from './resources/prices'
import { productRoutes } from './resources/products'
import { refundRoutes } from './resources/refunds'
import { setupAttemptRoutes } from './resources/setup-attempts'
import { setupIntentRoutes } from './resources/setup-intents'
import { tokenRoutes } from './resources/tokens'
import { webhookEndpointRoutes } from './resources/webhook-endpoints'
import type { Route } from './route'

/** Every route of Stripe's API that the sandbox answers. */
export const stripeRoutes: readonly Route[] = [
  ...balanceTransactionRoutes,
  ...chargeRoutes,
  ...confirmationTokenRoutes,
  ...customerRoutes,
  ...disputeRoutes,
  ...eventRoutes,
  ...mandateRoutes,
  ...paymentIntentRoutes,
  ...paymentMethodRoutes,
  ...priceRoutes,
  ...productRoutes,
  ...refundRoutes,
  ...setupAttemptRoutes,
  ...setupIntentRoutes,
  ...tokenRoutes,
  ...webhookEndpointRoutes,
]
