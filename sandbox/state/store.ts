import type { CollectionName, Collections } from './records'
import { Journal, type JournalEntry } from './journal'

interface Slot {
  readonly sequence: number
  readonly record: Collections[CollectionName]
}

/** Fields by which lists are asked for, kept as indexes so that a list over one customer does not read everybody's. */
const INDEXED: Partial<Record<CollectionName, readonly string[]>> = {
  payment_method: ['customer'],
  payment_intent: ['customer'],
  setup_intent: ['customer', 'payment_method'],
  setup_attempt: ['setup_intent'],
  charge: ['customer', 'payment_intent'],
  refund: ['charge', 'payment_intent'],
  dispute: ['charge', 'payment_intent'],
  balance_transaction: ['source'],
  price: ['product', 'lookup_key'],
  delivery: ['event'],
}

/**
 * The sandbox's state: everything in memory, everything journalled to PostgreSQL. Handlers run without awaiting, so a
 * request sees and changes a consistent state; `durable()` is awaited before the answer leaves.
 */
export class Store {
  readonly #journal: Journal
  readonly #collections = new Map<CollectionName, Map<string, Slot>>()
  readonly #indexes = new Map<string, Map<unknown, Set<string>>>()
  #sequence = 0
  #undo: (() => void)[] | undefined

  private constructor(journal: Journal) {
    this.#journal = journal
  }

  /** Opens the state kept in the schema `sandbox` of that database; creates the schema where it is missing. */
  static async open(databaseUrl: string): Promise<Store> {
    const { journal, entries } = await Journal.open(databaseUrl)
    const store = new Store(journal)
    for (const entry of entries) store.#restore(entry)
    return store
  }

  get<C extends CollectionName>(collection: C, id: string): Collections[C] | undefined {
    return this.#slots(collection).get(id)?.record as Collections[C] | undefined
  }

  /** Inserts the record, or replaces the one with its id. */
  put<C extends CollectionName>(collection: C, record: Collections[C]): Collections[C] {
    const before = this.#slots(collection).get(record.id)
    this.#set(collection, record.id, { sequence: before?.sequence ?? ++this.#sequence, record })
    this.#undo?.push(() => this.#set(collection, record.id, before))
    return record
  }

  delete(collection: CollectionName, id: string): void {
    const before = this.#slots(collection).get(id)
    if (!before) return
    this.#set(collection, id, undefined)
    this.#undo?.push(() => this.#set(collection, id, before))
  }

  /** All records of a collection, the newest first, as Stripe lists them. */
  all<C extends CollectionName>(collection: C): Collections[C][] {
    return [...this.#slots(collection).values()].reverse().map((slot) => slot.record as Collections[C])
  }

  /** The records whose field has that value, the newest first. */
  where<C extends CollectionName>(
    collection: C,
    field: keyof Collections[C] & string,
    value: string,
  ): Collections[C][] {
    if (!INDEXED[collection]?.includes(field)) throw new Error(`${collection}.${field} is not indexed`)
    const slots = this.#slots(collection)
    const ids = this.#indexes.get(`${collection}.${field}`)?.get(value) ?? []
    return [...ids]
      .flatMap((id) => slots.get(id) ?? [])
      .sort((a, b) => b.sequence - a.sequence)
      .map((slot) => slot.record as Collections[C])
  }

  /** The records of a collection, the oldest first, without copying them. */
  *each<C extends CollectionName>(collection: C): Generator<Collections[C]> {
    for (const slot of this.#slots(collection).values()) yield slot.record as Collections[C]
  }

  size(collection: CollectionName): number {
    return this.#slots(collection).size
  }

  /** How many records there are in all. */
  count(): number {
    let count = 0
    for (const slots of this.#collections.values()) count += slots.size
    return count
  }

  /** Runs `work`; what it changed is taken back if it throws, unless `keep` says that this failure is a result. */
  atomic<T>(work: () => T, keep: (error: unknown) => boolean = () => false): T {
    if (this.#undo) return work()
    this.#undo = []
    try {
      return work()
    } catch (error) {
      if (!keep(error)) for (const step of this.#undo.reverse()) step()
      throw error
    } finally {
      this.#undo = undefined
    }
  }

  /** Resolves when everything changed so far is committed. */
  durable(): Promise<void> {
    return this.#journal.durable()
  }

  /** Forgets all records except those of the named collections. */
  async reset(keeping: readonly CollectionName[]): Promise<void> {
    for (const [collection, slots] of this.#collections) {
      if (keeping.includes(collection)) continue
      for (const id of [...slots.keys()]) this.delete(collection, id)
    }
    await this.durable()
  }

  close(): Promise<void> {
    return this.#journal.close()
  }

  #slots(collection: CollectionName): Map<string, Slot> {
    let slots = this.#collections.get(collection)
    if (!slots) this.#collections.set(collection, (slots = new Map()))
    return slots
  }

  #set(collection: CollectionName, id: string, slot: Slot | undefined): void {
    this.#place(collection, id, slot)
    this.#journal.note({ collection, id, sequence: slot?.sequence ?? 0, body: slot?.record })
  }

  #restore(entry: JournalEntry): void {
    this.#sequence = Math.max(this.#sequence, entry.sequence)
    const record = entry.body as Collections[CollectionName] | undefined
    this.#place(entry.collection as CollectionName, entry.id, record && { sequence: entry.sequence, record })
  }

  #place(collection: CollectionName, id: string, slot: Slot | undefined): void {
    const slots = this.#slots(collection)
    const before = slots.get(id)
    for (const field of INDEXED[collection] ?? []) this.#reindex(collection, field, id, before, slot)
    if (slot) slots.set(id, slot)
    else slots.delete(id)
  }

  #reindex(collection: CollectionName, field: string, id: string, before: Slot | undefined, after: Slot | undefined) {
    const old = before && valueOf(before.record, field)
    const value = after && valueOf(after.record, field)
    if (before && after && old === value) return
    const name = `${collection}.${field}`
    let index = this.#indexes.get(name)
    if (!index) this.#indexes.set(name, (index = new Map()))
    if (before) index.get(old)?.delete(id)
    if (!after) return
    const ids = index.get(value)
    if (ids) ids.add(id)
    else index.set(value, new Set([id]))
  }
}

function valueOf(record: object, field: string): unknown {
  return (record as Record<string, unknown>)[field]
}
