import type { Store } from './store'

/** The sandbox's time: real, or a virtual instant that stands still until it is moved. */
export class Clock {
  readonly #store: Store

  constructor(store: Store) {
    this.#store = store
  }

  /** The virtual instant, or `null` while real time applies. */
  get virtual(): Date | null {
    const value = this.#store.get('setting', 'clock')?.value
    return value ? new Date(value) : null
  }

  /** Now, in whole seconds since 1970 as Stripe writes instants. */
  seconds(): number {
    return Math.floor((this.virtual?.getTime() ?? Date.now()) / 1000)
  }

  /** Sets the virtual instant; `null` returns to real time. */
  set(instant: Date | null): void {
    this.#store.put('setting', { id: 'clock', value: instant?.toISOString() ?? null })
  }
}
