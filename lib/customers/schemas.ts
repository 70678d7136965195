import { z } from 'zod'
import { checkVAT, countries } from 'jsvat'

const text = (max: number) => z.string().trim().min(1, 'Required').max(max)
const optional = (max: number) =>
  z
    .string()
    .trim()
    .max(max)
    .transform((value) => value || undefined)
    .optional()

/** What an invoice must state about the buyer; shared by checkout, the details page and the API. */
export const billingDetailsSchema = z.object({
  name: text(200),
  email: z.email('Enter an email address').max(254),
  isBusiness: z.boolean().default(true),
  addressLine1: text(200),
  addressLine2: optional(200),
  postalCode: text(20),
  city: text(100),
  region: optional(100),
  country: z.string().regex(/^[A-Z]{2}$/, 'Choose a country'),
  vatId: z
    .string()
    .trim()
    .toUpperCase()
    .transform((value) => value.replace(/[\s.-]/g, ''))
    .refine((value) => value === '' || isWellFormedVatId(value), 'This is not a valid VAT id. Example: DE123456789')
    .transform((value) => value || undefined)
    .optional(),
  /** The customer's own order number, printed on each invoice. */
  poNumber: optional(100),
})

export type BillingDetails = z.infer<typeof billingDetailsSchema>

/** Format and checksum of an EU VAT id. Northern Ireland's XI ids follow Great Britain's rules. */
export function isWellFormedVatId(vatId: string): boolean {
  const candidate = vatId.startsWith('XI') ? `GB${vatId.slice(2)}` : vatId
  return checkVAT(candidate, countries).isValid
}

export const localeSchema = z.enum(['en', 'de', 'fr', 'nl'])

/** How staff agree with a customer to bill them. */
export const billingTermsSchema = z
  .object({
    collectionMethod: z.enum(['CHARGE_AUTOMATICALLY', 'SEND_INVOICE']),
    paymentTermDays: z.coerce.number().int().min(0, 'At least 0').max(120, 'At most 120'),
    poNumber: optional(100),
    invoiceMemo: optional(500),
    taxExempt: z.boolean(),
    taxExemptReason: optional(200),
  })
  .refine(({ taxExempt, taxExemptReason }) => !taxExempt || taxExemptReason, {
    path: ['taxExemptReason'],
    message: 'The invoice has to say why no VAT is charged.',
  })

export type BillingTerms = z.infer<typeof billingTermsSchema>
export type BillingTermsInput = z.input<typeof billingTermsSchema>
