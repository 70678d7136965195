import type { Endpoint } from './endpoint'
import { getInvoice, getInvoicePdf, listInvoices } from './endpoints/invoices'
import { listPlans } from './endpoints/plans'
import { reportUsage } from './endpoints/usage-events'

/** Every endpoint of the public API, in the order of the reference. An endpoint that is not here does not exist. */
export const endpoints: readonly Endpoint[] = [listPlans, listInvoices, getInvoice, getInvoicePdf, reportUsage]
