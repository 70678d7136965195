import { processRateMeter, sharedRateMeter, type RateMeter, type RateState } from '@/lib/platform/rate-limit'

/**
 * How many requests a minute: per key, or per address where no key is asked for. Hot endpoints count within the process,
 * so that a check costs no query.
 */
export const LIMITS = {
  standard: { points: 600, seconds: 60, shared: true },
  /** Makes documents, or asks a processor. */
  costly: { points: 120, seconds: 60, shared: true },
  public: { points: 120, seconds: 60, shared: true },
  hot: { points: 600_000, seconds: 60, shared: false },
} as const satisfies Record<string, { points: number; seconds: number; shared: boolean }>

export type LimitName = keyof typeof LIMITS

const meters = new Map<LimitName, RateMeter>()

export function meterFor(name: LimitName): RateMeter {
  const { shared, ...limit } = LIMITS[name]
  const meter = meters.get(name) ?? (shared ? sharedRateMeter : processRateMeter)({ name: `api-${name}`, ...limit })
  meters.set(name, meter)
  return meter
}

/** RateLimit-Policy and RateLimit as of draft-ietf-httpapi-ratelimit-headers-10; Retry-After once nothing is left. */
export function rateHeaders(name: LimitName, state: RateState): Record<string, string> {
  return {
    'ratelimit-policy': `"${name}";q=${state.limit};w=${state.windowSeconds}`,
    ratelimit: `"${name}";r=${state.remaining};t=${state.resetSeconds}`,
    ...(state.allowed ? {} : { 'retry-after': String(Math.max(1, state.resetSeconds)) }),
  }
}
