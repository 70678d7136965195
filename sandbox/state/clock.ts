import type { Store } from './store'

/**
 * The sandbox's time: real; or virtual, standing still at an instant until it is moved; or virtual and flowing on from
 * the instant it was set to.
 */
export class Clock {
  readonly #store: Store

  constructor(store: Store) {
    this.#store = store
  }

  /** The virtual instant, or `null` while real time applies. */
  get virtual(): Date | null {
    const value = this.#store.get('setting', 'clock')?.value ?? null
    if (value === null) return null
    return value.startsWith(AHEAD) ? new Date(Date.now() + Number(value.slice(AHEAD.length))) : new Date(value)
  }

  /** Whether virtual time stands still. */
  get isFrozen(): boolean {
    const value = this.#store.get('setting', 'clock')?.value ?? null
    return value !== null && !value.startsWith(AHEAD)
  }

  /** Now, in whole seconds since 1970 as Stripe writes instants. */
  seconds(): number {
    return Math.floor((this.virtual?.getTime() ?? Date.now()) / 1000)
  }

  /** Sets the virtual instant; `null` returns to real time. */
  set(instant: Date | null, mode: 'frozen' | 'flowing'): void {
    const flowing = () => `${AHEAD}${(instant ?? new Date()).getTime() - Date.now()}`
    const value = instant === null ? null : mode === 'frozen' ? instant.toISOString() : flowing()
    this.#store.put('setting', { id: 'clock', value })
  }
}

/** Marks a stored difference to real time, in milliseconds. */
const AHEAD = 'ahead:'
