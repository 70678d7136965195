import { Clock } from './state/clock'
import { Store } from './state/store'
import { FaultQueue } from './control/faults'
import { Timers } from './stripe/timers'
import { Webhooks } from './stripe/webhooks'

/** The living parts of one sandbox: several can run side by side, each on its own database. */
export interface Sandbox {
  readonly store: Store
  readonly clock: Clock
  readonly faults: FaultQueue
  readonly timers: Timers
  readonly webhooks: Webhooks
  /** The secret of endpoints that are registered without one. */
  readonly webhookSecret: string
}

/** Opens the state and sets clock, timers and webhooks going. */
export async function openSandbox(options: { databaseUrl: string; webhookSecret: string }): Promise<Sandbox> {
  const store = await Store.open(options.databaseUrl)
  const clock = new Clock(store)
  const webhooks = new Webhooks(store)
  const timers = new Timers(store, clock, () => webhooks.kick())
  webhooks.kick()
  return { store, clock, faults: new FaultQueue(), timers, webhooks, webhookSecret: options.webhookSecret }
}

/** Stops everything and writes what is left. */
export async function closeSandbox(sandbox: Sandbox): Promise<void> {
  sandbox.timers.stop()
  sandbox.webhooks.close()
  await sandbox.store.close()
}
