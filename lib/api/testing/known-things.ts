import type { KnownIds, Random } from './random-request'

interface Thing {
  id: string
  prefix: string
  /** Null: everybody's. */
  owner: string | null
  /** Its state, in the words of the API: `OPEN`, `MANUAL`, `PENDING_CHANGE` … */
  tags: ReadonlySet<string>
}

const MOST = 60
const ID = /^([a-z]+)_\w{20,}$/

/** What answers showed of things: which there are, whose they are and how they stand, for requests that can succeed. */
export class KnownThings {
  private readonly things = new Map<string, Thing>()
  private readonly hidden = new Set<string>()
  /** What a thing's own object does not say, by id and what it is about. */
  private readonly labels = new Map<string, Map<string, string>>()

  add(id: string, owner: string | null, tags: Iterable<string> = []): void {
    if (this.hidden.has(id)) return
    const prefix = id.slice(0, id.indexOf('_'))
    this.things.delete(id)
    this.things.set(id, { id, prefix, owner, tags: new Set(tags) })
    const alike = this.of(prefix)
    if (alike.length > MOST) this.things.delete(alike[5]!.id)
  }

  /** Looks through an answer for objects with an id. `owner`: where it does not say whose they are. */
  learn(answer: unknown, owner: string | null): void {
    if (Array.isArray(answer)) for (const one of answer) this.learn(one, owner)
    if (typeof answer !== 'object' || answer === null || Array.isArray(answer)) return
    const facts = answer as Record<string, unknown>
    const { id, customerId, customer } = facts
    const named = [customerId, customer].find((each) => typeof each === 'string') as string | undefined
    const known = typeof id === 'string' && ID.test(id) ? id : null
    const whose = known?.startsWith('cus_') ? known : (named ?? owner)
    if (known) this.add(known, SHARED.has(known.split('_')[0]!) ? null : whose, tagsOf(facts))
    // A dunning goes by its invoice.
    else if (typeof facts.invoiceId === 'string' && typeof facts.state === 'string')
      this.label(facts.invoiceId, 'dunning', `DUNNING_${facts.state}`)
    if (known?.startsWith('inv_') && facts.status !== 'OPEN') this.label(known, 'dunning', 'DUNNING_OVER')
    if (known?.startsWith('sub_') && named) this.label(named, 'age', 'USED')
    for (const inner of Object.values(facts)) this.learn(inner, whose)
  }

  label(id: string, about: string, label: string): void {
    const labels = this.labels.get(id) ?? new Map<string, string>()
    this.labels.set(id, labels.set(about, label))
  }

  forget(id: string): void {
    this.things.delete(id)
  }

  /** Nobody is to ask for it: others count on how it stands. */
  hide(id: string): void {
    this.hidden.add(id)
  }

  private is({ id, tags }: Thing, tag: string): boolean {
    return tags.has(tag) || [...(this.labels.get(id)?.values() ?? [])].includes(tag)
  }

  /**
   * Ids for one request: of one customer, so that they belong together, and of things in the state that it wants
   * (`{ inv: 'DRAFT' }`), as far as there are any. `owner`: whose key it is; null is staff's.
   */
  idsFor(random: Random, owner: string | null, wants: Readonly<Record<string, string>> = {}): KnownIds {
    const fitting = Object.entries(wants).flatMap(([prefix, tag]) =>
      this.of(prefix).filter((thing) => this.is(thing, tag)),
    )
    const mine = fitting.filter((thing) => thing.owner === owner)
    const chosen = owner === null ? fitting : mine
    const focus = owner ?? (chosen.length > 0 ? random.pick(chosen).owner : (random.pick(this.of('cus'))?.id ?? null))
    const ids: Record<string, string[]> = {}
    for (const { id, prefix, owner: whose } of this.things.values())
      if (whose === null || whose === focus) (ids[prefix] ??= []).push(id)
    for (const prefix of Object.keys(wants)) {
      const those = chosen.filter((thing) => thing.prefix === prefix && (thing.owner ?? focus) === focus)
      if (those.length > 0) ids[prefix] = those.map(({ id }) => id)
    }
    // Rather another customer's, which is a 404, than one that never was.
    for (const { id, prefix } of this.things.values()) ids[prefix] ??= [id]
    return ids
  }

  private of(prefix: string): Thing[] {
    return [...this.things.values()].filter((thing) => thing.prefix === prefix)
  }
}

/** Things that are no customer's. */
const SHARED = new Set(['price', 'plan', 'cpn'])

function tagsOf(facts: Record<string, unknown>): string[] {
  const { status, state, source, pendingChange, remaining, endCycle, active, removedAt } = facts
  return [
    ...[status, state, source].filter((word): word is string => typeof word === 'string'),
    ...(pendingChange
      ? ['PENDING_CHANGE', `PENDING_${(pendingChange as { origin: string }).origin}`]
      : pendingChange === null
        ? [`${String(status)}_STEADY`]
        : []),
    ...(source === 'MANUAL' && typeof remaining === 'number' && remaining > 0 ? ['WITHDRAWABLE'] : []),
    ...(typeof facts.country === 'string' && facts.addressLine1 ? ['ADDRESSED'] : []),
    ...(endCycle === null || active === true || removedAt === null ? ['LIVE'] : []),
    ...(typeof facts.amountDue === 'number' && status === 'DRAFT' && facts.reason === 'MANUAL' ? ['WRITTEN'] : []),
    ...(status === 'OPEN' && facts.reason !== 'SUBSCRIPTION_START' ? ['OWED'] : []),
    ...(status === 'OPEN' && facts.reason === 'SUBSCRIPTION_CYCLE' ? ['RENEWAL'] : []),
  ]
}
