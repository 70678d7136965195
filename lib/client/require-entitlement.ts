import { ConciergeError } from './api-request'
import { spareCallers } from './spare'
import type { Consumption, Decision, Question } from './types'

export interface GuardOptions<Request> {
  /** Whose request it is. */
  customer: (request: Request) => string | undefined | Promise<string | undefined>
  /** What is asked for: a feature, or (more of) a meter. */
  entitlement:
    | { feature: string }
    | {
        meter: string
        quantity?: string | number | ((request: Request) => string | number | Promise<string | number>)
        /** Counts it when it is allowed; else it is only checked. */
        consume?: boolean
        /** The id under which a consumption counts once; one is made for each request if you have none. */
        id?: (request: Request) => string | undefined
      }
  /**
   * When billing does not answer and nothing recent is known: `open` lets the request through (and what would have been
   * consumed is not counted: see onUncounted), `closed` answers 503.
   */
  whenUnavailable: 'open' | 'closed'
  /** How long a feature that was allowed is believed; default 10 s. What was refused is asked again each time. */
  cacheMs?: number
  /** How long what was allowed is believed when billing does not answer; default 5 minutes. */
  staleMs?: number
  /** How long nothing is asked once billing did not answer five times in a row; default 1 s. Nobody waits for it meanwhile. */
  pauseMs?: number
  /** How many answers are kept; default 10,000. */
  maxCached?: number
  /** A use that went through without being counted, because billing was away: send it again with this id. */
  onUncounted?: (consumption: Consumption & { id: string }) => void
}

/** What the guard decided: `stale` and `open` say that billing did not answer. */
export type Verdict =
  | { allowed: true; decision: Decision | null; source: 'api' | 'cache' | 'stale' | 'open' }
  | { allowed: false; status: 402 | 403 | 503; problem: Record<string, unknown> }

interface Asks {
  check: (question: Question) => Promise<Decision>
  consume: (consumption: Consumption) => Promise<Decision>
}

export interface NodeResponse {
  statusCode: number
  setHeader: (name: string, value: string) => unknown
  end: (text: string) => unknown
}

/**
 * Answers 402 (with what would help and its price) or 403 where a customer may not, and lets the handler do its work where
 * it may.
 *
 * What is kept: features that were allowed, per customer. A meter is asked each time, as its use changes with every
 * request; what was allowed of a soft one serves only while billing is away. Consuming never uses what is kept.
 */
export function createGuard<Request>(asks: Asks, options: GuardOptions<Request>) {
  const { entitlement, whenUnavailable, cacheMs = 10_000, staleMs = 300_000, maxCached = 10_000 } = options
  const spare = spareCallers(options.pauseMs ?? 1_000)
  const kept = new Map<string, { decision: Decision; at: number }>()
  const running = new Map<string, Promise<Decision>>()

  async function decide(request: Request): Promise<Verdict> {
    const customer = await options.customer(request)
    if (customer === undefined) return refused(403, 'no_customer', 'There is no customer for this request.')
    if ('meter' in entitlement && entitlement.consume) return consume(request, customer)
    const question: Question =
      'feature' in entitlement
        ? { customer, feature: entitlement.feature }
        : { customer, meter: entitlement.meter, quantity: await quantityOf(request) }
    return check(question)
  }

  async function quantityOf(request: Request): Promise<string | number> {
    if (!('meter' in entitlement)) return 1
    const { quantity = 1 } = entitlement
    return typeof quantity === 'function' ? quantity(request) : quantity
  }

  async function check(question: Question): Promise<Verdict> {
    const key = JSON.stringify(question)
    const known = kept.get(key)
    const age = known ? performance.now() - known.at : Infinity
    if (known && 'feature' in question && age < cacheMs) return allowed(known.decision, 'cache')
    try {
      const decision = await together(key, () => ask(() => asks.check(question)))
      if (!decision.allowed) {
        kept.delete(key)
        return refusal(decision)
      }
      if (!decision.usage?.hard) keep(key, decision)
      return allowed(decision, 'api')
    } catch (error) {
      if (isUnknownCustomer(error)) {
        kept.delete(key)
        return refused(403, 'unknown_customer', 'Billing does not know this customer.')
      }
      if (!isAway(error)) throw error
      if (known && age < staleMs) return allowed(known.decision, 'stale')
      return away()
    }
  }

  async function consume(request: Request, customer: string): Promise<Verdict> {
    if (!('meter' in entitlement)) throw new TypeError('Only a meter can be consumed.')
    const { meter, id } = entitlement
    const consumption = {
      customer,
      meter,
      quantity: await quantityOf(request),
      id: id?.(request) ?? crypto.randomUUID(),
    }
    try {
      const decision = await ask(() => asks.consume(consumption))
      return decision.allowed ? allowed(decision, 'api') : refusal(decision)
    } catch (error) {
      if (isUnknownCustomer(error)) return refused(403, 'unknown_customer', 'Billing does not know this customer.')
      if (!isAway(error)) throw error
      if (whenUnavailable === 'open') options.onUncounted?.(consumption)
      return away()
    }
  }

  /** Not while billing is away: then it fails at once. */
  async function ask(work: () => Promise<Decision>): Promise<Decision> {
    if (spare.isPausing()) throw new ConciergeError(0, 'unreachable', 'Billing did not answer a moment ago.')
    try {
      const decision = await work()
      spare.answered()
      return decision
    } catch (error) {
      if (isAway(error)) spare.failed()
      else spare.answered()
      throw error
    }
  }

  /** The same question at the same moment is asked once. */
  function together(key: string, work: () => Promise<Decision>): Promise<Decision> {
    const under = running.get(key) ?? work().finally(() => running.delete(key))
    running.set(key, under)
    return under
  }

  function keep(key: string, decision: Decision): void {
    kept.delete(key)
    if (kept.size >= maxCached) kept.delete(kept.keys().next().value!)
    kept.set(key, { decision, at: performance.now() })
  }

  const away = (): Verdict =>
    whenUnavailable === 'open'
      ? allowed(null, 'open')
      : refused(503, 'entitlements_unavailable', 'What may be used cannot be found out right now. Try again.')

  return {
    decide,

    /** Wraps a Next route handler, or any `(Request, …) => Response`. */
    next<Rest extends unknown[]>(
      handler: (request: Request, ...rest: Rest) => globalThis.Response | Promise<globalThis.Response>,
    ) {
      return async (request: Request, ...rest: Rest): Promise<globalThis.Response> => {
        const verdict = await decide(request)
        if (verdict.allowed) return handler(request, ...rest)
        return new globalThis.Response(JSON.stringify(verdict.problem), {
          status: verdict.status,
          headers: headersOf(verdict),
        })
      }
    },

    /** Middleware for Express, Connect and the like. */
    express(request: Request, response: NodeResponse, next: (error?: unknown) => void): void {
      decide(request).then((verdict) => {
        if (verdict.allowed) return next()
        try {
          response.statusCode = verdict.status
          for (const [name, value] of Object.entries(headersOf(verdict))) response.setHeader(name, value)
          response.end(JSON.stringify(verdict.problem))
        } catch (error) {
          // Somebody else has answered meanwhile, such as a time-out's middleware: that must not end the process.
          next(error)
        }
      }, next)
    },
  }
}

const allowed = (decision: Decision | null, source: 'api' | 'cache' | 'stale' | 'open'): Verdict => ({
  allowed: true,
  decision,
  source,
})

const isAway = (error: unknown): boolean => error instanceof ConciergeError && error.isTemporary
const isUnknownCustomer = (error: unknown): boolean => error instanceof ConciergeError && error.code === 'not_found'

const TEXTS = {
  no_access: 'There is no active subscription.',
  not_included: 'Your plan does not include this.',
  limit_reached: 'The limit of your plan is reached.',
  spend_cap_reached: 'The spend cap is reached.',
}

/** 402 where paying would help, 403 where nothing that is on sale would. */
function refusal({ code, usage, upgrade }: Decision): Verdict {
  const status = upgrade || code === 'spend_cap_reached' || code === 'no_access' ? 402 : 403
  return refused(status, code ?? 'not_included', TEXTS[code ?? 'not_included'], { usage, upgrade })
}

function refused(status: 402 | 403 | 503, code: string, detail: string, more: object = {}): Verdict {
  const title = status === 402 ? 'Payment required' : status === 403 ? 'Not allowed' : 'Temporarily unavailable'
  return { allowed: false, status, problem: { type: 'about:blank', title, status, code, detail, ...more } }
}

const headersOf = ({ status }: { status: number }): Record<string, string> => ({
  'content-type': 'application/problem+json',
  'cache-control': 'no-store',
  ...(status === 503 ? { 'retry-after': '5' } : {}),
})
