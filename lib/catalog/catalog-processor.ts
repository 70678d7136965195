/** What a processor that keeps a copy of the catalogue must be able to do. Implemented in `lib/processors`. */
export interface CatalogProcessor {
  name: 'stripe' | 'paypal'
  /** Returns the product's id at the processor, creating it only if neither `ref` nor a product of this plan exists. */
  ensureProduct(plan: {
    ref?: string
    planId: string
    name: string
    description: string
    active: boolean
  }): Promise<string>
  ensurePrice(price: {
    ref?: string
    priceId: string
    productRef: string
    interval: 'MONTH' | 'YEAR'
    intervalCount: number
    currency: string
    unitAmount: bigint
    taxBehavior: 'EXCLUSIVE' | 'INCLUSIVE'
    active: boolean
  }): Promise<string>
}
