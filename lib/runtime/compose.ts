import { registerLateLines } from '@/lib/invoices/late-lines'
import { registerProcessor } from '@/lib/payments/processors'
import { stripeProcessor } from '@/lib/processors/stripe/processor'
import { viesChecker } from '@/lib/processors/vies/checker'
import { findLateUsage } from '@/lib/subscriptions/find-late-usage'
import { registerVatIdChecker } from '@/lib/tax/vat-id-checker'

// The one place that knows who implements the ports. Imported for its effect by every entry: app, intake, worker, scripts.
registerProcessor(stripeProcessor)
registerVatIdChecker(viesChecker)
registerLateLines(findLateUsage)
