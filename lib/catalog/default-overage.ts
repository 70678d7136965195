import type { UsageModel } from '@/lib/engine/usage-pricing'

/**
 * What use beyond an allowance costs at first, in EUR: amounts are exact decimals in cents. Only soft limits have prices: a
 * hard one refuses what is beyond.
 */
export const overagePrices: { plan: string; meter: string; model: UsageModel }[] = [
  { plan: 'starter', meter: 'storage_gb', model: { model: 'FLAT', unitAmount: '25' } },
  { plan: 'starter', meter: 'sms', model: { model: 'FLAT', unitAmount: '7.5' } },
  { plan: 'professional', meter: 'storage_gb', model: { model: 'FLAT', unitAmount: '25' } },
  { plan: 'professional', meter: 'sms', model: { model: 'FLAT', unitAmount: '7.5' } },
  {
    plan: 'professional',
    meter: 'api_calls',
    model: {
      model: 'GRADUATED',
      tiers: [
        { upTo: '100000', unitAmount: '0.05' },
        { upTo: '1000000', unitAmount: '0.035' },
        { upTo: null, unitAmount: '0.02' },
      ],
    },
  },
  {
    plan: 'enterprise',
    meter: 'storage_gb',
    model: {
      model: 'VOLUME',
      tiers: [
        { upTo: '500', unitAmount: '20' },
        { upTo: null, unitAmount: '15' },
      ],
    },
  },
  {
    plan: 'enterprise',
    meter: 'sms',
    model: {
      model: 'VOLUME',
      tiers: [
        { upTo: '5000', unitAmount: '7' },
        { upTo: null, unitAmount: '6.5' },
      ],
    },
  },
  {
    plan: 'enterprise',
    meter: 'api_calls',
    model: { model: 'PACKAGE', packageSize: '100000', packageAmount: '1500' },
  },
]
