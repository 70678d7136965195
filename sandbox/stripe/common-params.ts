import type { Stripe } from 'stripe'
import type { BillingDetails, Shipping } from '../state/records'
import { invalid } from './errors'
import { either, emptyable, hash, integer, type Parsed, required, type Spec, text, word } from './params'

const address = hash({ city: text, country: text, line1: text, line2: text, postal_code: text, state: text })

type AddressInput = Parsed<{ [K in keyof Stripe.Address]: Spec<string | null> }>

/** A postal address; `null` when it was emptied. */
export const addressParam = emptyable(address)

export const shippingParam = hash({
  address: required(address),
  carrier: text,
  name: required(word),
  phone: text,
  tracking_number: text,
})

export const billingDetailsParam = hash({
  address: emptyable(address),
  email: emailParam(),
  name: text,
  phone: text,
  tax_id: text,
})

/** `created` of a list: an instant, or a range of them. */
export const createdParam = either(integer(), hash({ gt: integer(), gte: integer(), lt: integer(), lte: integer() }))

/** An email address, checked only for what Stripe checks: something, an @, something with a dot. */
export function emailParam(): Spec<string | null> {
  return {
    parse: (value, path) => {
      const email = text.parse(value, path)
      if (email === null || /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email)) return email
      throw invalid(`Invalid email address: ${email}`, { code: 'email_invalid', param: path })
    },
  }
}

export function fullAddress(input: AddressInput | null | undefined): Stripe.Address {
  return {
    city: input?.city ?? null,
    country: input?.country ?? null,
    line1: input?.line1 ?? null,
    line2: input?.line2 ?? null,
    postal_code: input?.postal_code ?? null,
    state: input?.state ?? null,
  }
}

type ShippingInput = ReturnType<typeof shippingParam.parse>

export function fullShipping(input: ShippingInput | null | undefined): Shipping | null {
  if (!input) return null
  return {
    address: fullAddress(input.address),
    carrier: input.carrier ?? null,
    name: input.name,
    phone: input.phone ?? null,
    tracking_number: input.tracking_number ?? null,
  }
}

type BillingDetailsInput = ReturnType<typeof billingDetailsParam.parse>

/** Applies given billing details to present ones; what is not given stays. */
export function mergeBillingDetails(
  present: BillingDetails | undefined,
  input: BillingDetailsInput | undefined,
): BillingDetails {
  const pick = <T>(given: T | undefined, otherwise: T | undefined): T | null =>
    given === undefined ? (otherwise ?? null) : given
  return {
    address: input?.address === undefined ? (present?.address ?? fullAddress(null)) : fullAddress(input.address),
    email: pick(input?.email, present?.email),
    name: pick(input?.name, present?.name),
    phone: pick(input?.phone, present?.phone),
    tax_id: pick(input?.tax_id, present?.tax_id),
  }
}
