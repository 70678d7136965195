import type { CatalogProcessor } from '@/lib/catalog/catalog-processor'
import { stripe } from './client'
import { calling } from './errors'

/** Keeps Stripe's products and prices in step with our catalogue: products by id = our plan's, prices by lookup key. */
export const stripeCatalog: CatalogProcessor = {
  name: 'stripe',

  async ensureProduct({ ref, planId, name, description, active }) {
    return calling(async () => {
      if (ref) {
        const product = await stripe.products.update(ref, { name, description, active, metadata: { plan_id: planId } })
        return product.id
      }
      for await (const product of stripe.products.list({ limit: 100 })) {
        if (product.metadata.plan_id === planId) return product.id
      }
      const created = await stripe.products.create(
        { name, description, active, metadata: { plan_id: planId } },
        { idempotencyKey: `product-${planId}` },
      )
      return created.id
    })
  },

  async ensurePrice({ ref, priceId, productRef, interval, intervalCount, currency, unitAmount, taxBehavior, active }) {
    return calling(async () => {
      if (ref) {
        const price = await stripe.prices.update(ref, { active })
        return price.id
      }
      const { data } = await stripe.prices.list({ lookup_keys: [priceId], limit: 1 })
      if (data[0]) return data[0].id
      const created = await stripe.prices.create(
        {
          product: productRef,
          currency: currency.toLowerCase(),
          unit_amount: Number(unitAmount),
          recurring: { interval: interval === 'MONTH' ? 'month' : 'year', interval_count: intervalCount },
          tax_behavior: taxBehavior === 'INCLUSIVE' ? 'inclusive' : 'exclusive',
          lookup_key: priceId,
          metadata: { price_id: priceId },
          active,
        },
        { idempotencyKey: `price-${priceId}` },
      )
      return created.id
    })
  },
}
