import type { SubscriptionStatus } from '@/lib/engine/lifecycle'

/** States in which a subscription gives its customer something, and for which money may be asked. */
export const LIVE = ['TRIALING', 'ACTIVE', 'PAST_DUE', 'UNPAID', 'PAUSED'] as const satisfies SubscriptionStatus[]
/** States whose periods go on and are billed. */
export const RENEWING = ['ACTIVE', 'PAST_DUE'] as const satisfies SubscriptionStatus[]

export const isLive = (status: SubscriptionStatus): boolean => (LIVE as readonly string[]).includes(status)
export const isRenewing = (status: SubscriptionStatus): boolean => (RENEWING as readonly string[]).includes(status)
