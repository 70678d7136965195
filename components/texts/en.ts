import { adminTexts } from './en/admin'
import { billingTexts } from './en/billing'
import { paymentTexts } from './en/payments'
import { checkoutTexts } from './en/checkout'
import { detailsTexts } from './en/details'
import { lifecycleTexts } from './en/lifecycle'
import { portalTexts } from './en/portal'
import { sharedTexts } from './en/shared'
import { siteTexts } from './en/site'

/**
 * Every text of the screens, in English. Another language is another object of the type `Texts`;
 * screens read texts only from here.
 */
export const texts = {
  ...sharedTexts,
  billing: billingTexts,
  checkout: checkoutTexts,
  details: detailsTexts,
  lifecycle: lifecycleTexts,
  payments: paymentTexts,
  site: siteTexts,
  portal: portalTexts,
  admin: adminTexts,
}

export type Texts = typeof texts
