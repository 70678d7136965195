import { stripe } from '@/lib/processors/stripe/client'
import { clearFaults, setFault } from './world'

/** A kind of call to Stripe: its method, and its path with `*` for every id. */
export interface Call {
  method: string
  path: string
}

export const KINDS = ['429', '409', '500', 'timeout', 'reset'] as const
export const WHENS = ['before', 'after'] as const

export interface Loss extends Call {
  kind: (typeof KINDS)[number]
  when: (typeof WHENS)[number]
}

/** Every way in which these calls can be lost. */
export const lossesOf = (calls: Call[]): Loss[] =>
  calls.flatMap((call) => KINDS.flatMap((kind) => WHENS.map((when) => ({ ...call, kind, when }))))

export const nameOf = ({ method, path, kind, when }: Loss): string => `${method} ${path} ${kind} ${when}`

/** Makes the SDK give up fast: a lost call costs a fraction of a second instead of half a minute. */
export function makeImpatient({ timeoutMs = 400 }: { timeoutMs?: number } = {}): void {
  const settings = stripe as unknown as { _setApiField: (key: string, value: number) => void }
  settings._setApiField('timeout', timeoutMs)
  Object.assign(stripe, { getInitialNetworkRetryDelay: () => 0.002, getMaxNetworkRetryDelay: () => 0.004 })
}

/** Runs `journey` and tells which calls to Stripe it made, each kind once, in the order of their first time. */
export async function callsOf(journey: () => Promise<unknown>): Promise<Call[]> {
  const calls = new Map<string, Call>()
  const listener = ({ method, path }: { method: string; path: string }) => {
    const call = { method, path: path.split('?')[0]!.replace(/\/[a-z]+_[A-Za-z0-9]{14,}/g, '/*') }
    calls.set(`${call.method} ${call.path}`, call)
  }
  stripe.on('request', listener)
  try {
    await journey()
  } finally {
    stripe.off('request', listener)
  }
  return [...calls.values()]
}

/** Runs `step` while every such call is lost as often as the SDK itself tries; what it throws is the answer to it. */
export async function losing(loss: Loss, step: () => Promise<unknown>): Promise<unknown> {
  const { method, path, kind, when } = loss
  await setFault({ method, path, kind, when, times: 3 })
  try {
    return await step().then(
      () => null,
      (error: unknown) => error,
    )
  } finally {
    await clearFaults()
  }
}
