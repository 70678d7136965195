import { createHmac } from 'node:crypto'
import type { DeliveryRecord, EventRecord, WebhookEndpointRecord } from '../state/records'
import type { Store } from '../state/store'
import { serializeEvent } from './serializers/event'

/** How webhooks are delivered; the odd ones are there to try a receiver. */
export const WEBHOOK_MODES = ['normal', 'paused', 'duplicate', 'reorder'] as const
export type WebhookMode = (typeof WEBHOOK_MODES)[number]

/** Deliveries under way at once. Stripe promises no order either. */
const CONCURRENCY = 8
const TIMEOUT = 10_000
const MAXIMUM_ATTEMPTS = 30
const LONGEST_PAUSE = 5 * 60_000
/** How long deliveries are gathered before the newest goes first. */
const REORDER_WINDOW = 150

/** Delivers events to webhook endpoints: signed, again and again with growing pauses until the endpoint takes them. */
export class Webhooks {
  readonly #store: Store
  readonly #underWay = new Map<string, Promise<void>>()
  #wake: NodeJS.Timeout | undefined
  #gathering: NodeJS.Timeout | undefined
  #isClosed = false

  constructor(store: Store) {
    this.#store = store
  }

  get mode(): WebhookMode {
    const value = this.#store.get('setting', 'webhooks')?.value
    return WEBHOOK_MODES.find((mode) => mode === value) ?? 'normal'
  }

  set mode(mode: WebhookMode) {
    this.#store.put('setting', { id: 'webhooks', value: mode })
    this.kick()
  }

  /** Starts delivering what is due, without waiting for it. */
  kick(): void {
    if (this.#isClosed || this.#gathering || this.#store.size('delivery') === 0) return
    if (this.mode === 'reorder') {
      this.#gathering = setTimeout(() => {
        this.#gathering = undefined
        this.#pump()
      }, REORDER_WINDOW)
    } else {
      this.#pump()
    }
  }

  /** Tries every waiting delivery once, whatever its pause and the mode, and those that follow from them. */
  async flush(): Promise<void> {
    const tried = new Set<string>()
    for (;;) {
      await Promise.all(this.#underWay.values())
      const waiting = this.#waiting().filter((delivery) => !tried.has(delivery.id))
      if (waiting.length === 0) return
      for (const delivery of waiting.slice(0, CONCURRENCY)) {
        tried.add(delivery.id)
        this.#start(delivery)
      }
    }
  }

  /** Resolves when no delivery is under way and none is due, or after that many milliseconds. */
  async settle(limit: number): Promise<void> {
    const deadline = Date.now() + limit
    while (this.mode !== 'paused' && Date.now() < deadline) {
      this.kick()
      if (this.#underWay.size > 0) await Promise.race([...this.#underWay.values(), pause(limit)])
      else if (this.#gathering) await pause(REORDER_WINDOW)
      else return
    }
  }

  /** Stops; deliveries under way are given up, and made again after a restart. */
  close(): void {
    this.#isClosed = true
    clearTimeout(this.#wake)
    clearTimeout(this.#gathering)
  }

  #waiting(): DeliveryRecord[] {
    const waiting = [...this.#store.each('delivery')]
    return this.mode === 'reorder' ? waiting.reverse() : waiting
  }

  #pump(): void {
    const { mode } = this
    if (this.#isClosed || mode === 'paused') return
    const now = Date.now()
    const room = mode === 'reorder' ? 1 : CONCURRENCY
    let next = Infinity
    for (const delivery of mode === 'reorder' ? this.#waiting() : this.#store.each('delivery')) {
      if (this.#underWay.size >= room) return
      if (this.#underWay.has(delivery.id)) continue
      if (delivery.notBefore > now) next = Math.min(next, delivery.notBefore)
      else this.#start(delivery)
    }
    clearTimeout(this.#wake)
    if (next < Infinity) this.#wake = setTimeout(() => this.kick(), next - now)
  }

  #start(delivery: DeliveryRecord): void {
    if (this.#underWay.has(delivery.id)) return
    const work = this.#deliver(delivery)
      .catch((error: unknown) => console.error('sandbox: a webhook could not be delivered:', error))
      .finally(() => {
        this.#underWay.delete(delivery.id)
        this.#pump()
      })
    this.#underWay.set(delivery.id, work)
  }

  async #deliver(delivery: DeliveryRecord): Promise<void> {
    await this.#store.durable() // never tell of something that a crash could undo
    const event = this.#store.get('event', delivery.event)
    const endpoint = this.#store.get('webhook_endpoint', delivery.endpoint)
    if (!event || !endpoint) return this.#store.delete('delivery', delivery.id)
    const isTaken = await this.#send(event, endpoint)
    if (isTaken && this.mode === 'duplicate') await this.#send(event, endpoint)
    if (this.#isClosed || !this.#store.get('delivery', delivery.id)) return
    const attempts = delivery.attempts + 1
    if (isTaken || attempts >= MAXIMUM_ATTEMPTS) return this.#store.delete('delivery', delivery.id)
    const notBefore = Date.now() + Math.min(LONGEST_PAUSE, 1000 * 2 ** (attempts - 1))
    this.#store.put('delivery', { ...delivery, attempts, notBefore })
  }

  async #send(event: EventRecord, endpoint: WebhookEndpointRecord): Promise<boolean> {
    const pending = this.#store.where('delivery', 'event', event.id).length
    const body = JSON.stringify(serializeEvent(event, pending))
    try {
      const response = await fetch(endpoint.url, {
        method: 'POST',
        body,
        headers: {
          'content-type': 'application/json; charset=utf-8',
          'user-agent': 'Stripe/1.0 (+https://stripe.com/docs/webhooks)',
          'stripe-signature': signature(body, endpoint.secret),
        },
        redirect: 'manual',
        signal: AbortSignal.timeout(TIMEOUT),
      })
      await response.arrayBuffer()
      return response.ok
    } catch {
      return false // refused, reset or too slow: it is tried again
    }
  }
}

/** The `Stripe-Signature` header. Receivers check its age, so it always carries real time. */
export function signature(body: string, secret: string): string {
  const time = Math.floor(Date.now() / 1000)
  const digest = createHmac('sha256', secret).update(`${time}.${body}`).digest('hex')
  return `t=${time},v1=${digest}`
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds).unref())
}
