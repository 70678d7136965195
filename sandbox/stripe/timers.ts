import type { TimerRecord } from '../state/records'
import type { Clock } from '../state/clock'
import type { Store } from '../state/store'
import { type Context, ownContext } from './context'
import { emit } from './events'
import { settleBooking } from './payments/charging'
import { settleDebit } from './payments/payment-intents'
import { settleRefund } from './payments/refunds'

/** How often real time is looked at, in milliseconds. */
const INTERVAL = 150

/** Lets happen what is due by the sandbox's clock: bookings, debits, delayed refunds. */
export class Timers {
  readonly #store: Store
  readonly #clock: Clock
  readonly #interval: NodeJS.Timeout

  /** `onSettled` is called after something happened that webhooks may tell. */
  constructor(store: Store, clock: Clock, onSettled: () => void) {
    this.#store = store
    this.#clock = clock
    this.#interval = setInterval(() => {
      if (this.settle()) onSettled()
    }, INTERVAL)
  }

  /** Lets everything due happen, in order of due time, each at its own instant. Returns whether anything was due. */
  settle(): boolean {
    let isAny = false
    for (let due = this.#due(); due.length > 0; due = this.#due()) {
      isAny = true
      for (const timer of due) this.#run(timer)
    }
    return isAny
  }

  stop(): void {
    clearInterval(this.#interval)
  }

  #due(): TimerRecord[] {
    if (this.#store.size('timer') === 0) return []
    const now = this.#clock.seconds()
    return [...this.#store.each('timer')].filter((timer) => timer.due <= now).sort((a, b) => a.due - b.due)
  }

  #run(timer: TimerRecord): void {
    const context: Context = { ...ownContext(this.#store, this.#clock), now: timer.due }
    this.#store.atomic(() => {
      this.#store.delete('timer', timer.id)
      ACTIONS[timer.action](context, timer.object)
    })
  }
}

const ACTIONS: Record<TimerRecord['action'], (context: Context, object: string) => void> = {
  book_charge: bookLater,
  settle_debit: settleDebit,
  settle_refund: settleRefund,
}

/** With asynchronous capture a charge gets its balance transaction a moment after it succeeded. */
function bookLater(context: Context, id: string): void {
  const charge = context.store.get('charge', id)
  if (!charge || charge.balance_transaction !== null) return
  emit(context, 'charge.updated', 'charge', settleBooking(context, charge), charge)
}
