import { z } from 'zod'

/** What goes wrong, and when: before the work is done, or after it, so that only the answer is lost. */
export const faultSchema = z.strictObject({
  match: z
    .strictObject({
      method: z.enum(['GET', 'POST', 'DELETE']).optional(),
      /** A path, or a pattern with `*` for any text, such as `/v1/payment_intents/*\/confirm`. */
      path: z.string().startsWith('/').optional(),
    })
    .default({}),
  kind: z.enum(['429', '409', '500', 'timeout', 'reset']),
  when: z.enum(['before', 'after']).default('before'),
  times: z.number().int().positive().max(10_000).default(1),
})

export type Fault = z.output<typeof faultSchema>

/** Faults waiting for requests to hit. The first that matches is used up. */
export class FaultQueue {
  #faults: Fault[] = []

  add(fault: Fault): void {
    this.#faults.push(fault)
  }

  list(): readonly Fault[] {
    return this.#faults
  }

  clear(): void {
    this.#faults = []
  }

  /** The fault that hits this request, if any; it counts as used. */
  take(method: string, path: string): Fault | undefined {
    const fault = this.#faults.find(({ match }) => hits(match, method, path))
    if (!fault) return undefined
    const left = { ...fault, times: fault.times - 1 }
    this.#faults = this.#faults.flatMap((other) => (other !== fault ? other : left.times > 0 ? left : []))
    return fault
  }
}

function hits(match: Fault['match'], method: string, path: string): boolean {
  if (match.method !== undefined && match.method !== method) return false
  if (match.path === undefined) return true
  const pattern = match.path.split('*').map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'))
  return new RegExp(`^${pattern.join('.*')}$`).test(path)
}
