import { adminTexts } from './en/admin'
import { apiTexts } from './en/api'
import { billingTexts } from './en/billing'
import { booksTexts } from './en/books'
import { paymentTexts } from './en/payments'
import { checkoutTexts } from './en/checkout'
import { detailsTexts } from './en/details'
import { balanceTexts, discountTexts } from './en/discounts'
import { dunningTexts } from './en/dunning'
import { entitlementTexts } from './en/entitlements'
import { invoicingTexts } from './en/invoicing'
import { lifecycleTexts } from './en/lifecycle'
import { outboundTexts } from './en/outbound'
import { portalTexts } from './en/portal'
import { sharedTexts } from './en/shared'
import { siteTexts } from './en/site'
import { usageTexts } from './en/usage'

/**
 * Every text of the screens, in English. Another language is another object of the type `Texts`;
 * screens read texts only from here.
 */
export const texts = {
  ...sharedTexts,
  api: apiTexts,
  balance: balanceTexts,
  billing: billingTexts,
  books: booksTexts,
  checkout: checkoutTexts,
  details: detailsTexts,
  discounts: discountTexts,
  dunning: dunningTexts,
  entitlements: entitlementTexts,
  invoicing: invoicingTexts,
  lifecycle: lifecycleTexts,
  outbound: outboundTexts,
  payments: paymentTexts,
  site: siteTexts,
  portal: portalTexts,
  usage: usageTexts,
  admin: adminTexts,
}

export type Texts = typeof texts
