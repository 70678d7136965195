import fc from 'fast-check'
import { expect, test } from 'vitest'
import { bill } from '../billing'
import { runs } from '../testing/runs'
import { randomScenario, scenario } from '../testing/scenarios'
import { issue, starter, subscriptionFrom } from '../testing/timelines'
import { amountDue } from './amount-due'
import type { Scenario, SimulationEvent } from './scenario'
import { simulate } from './simulate'

const total = (amounts: readonly bigint[]) => amounts.reduce((a, b) => a + b, 0n)
const holds = (count: number, property: (facts: Scenario) => void) =>
  fc.assert(fc.property(randomScenario, property), runs(count))

test('whatever happens: the ledger balances and agrees with invoices, payments and balance', () => {
  holds(250, (facts) => {
    const { ledger, accounts, invoices, payments, creditNotes, disputes, balance } = simulate(facts)
    for (const { entries, kind } of ledger) expect(total(entries.map(({ amount }) => amount)), kind).toBe(0n)
    expect(total(Object.values(accounts))).toBe(0n)
    const open = invoices.filter(({ status }) => status === 'OPEN')
    expect(accounts['receivable'] ?? 0n).toBe(total(open.map(amountDue)))
    expect(accounts['customer_credit'] ?? 0n).toBe(-balance)
    expect(accounts['refunds_payable'] ?? 0n).toBe(0n)
    const cash = Object.entries(accounts).filter(([name]) => name.startsWith('cash.'))
    const received = payments.filter(({ status }) => status === 'SUCCEEDED').map(({ amount }) => amount)
    const returned = total(creditNotes.map(({ toRefund }) => toRefund))
    const surplus = ledger.filter(({ kind }) => kind === 'credit.returned').flatMap(({ entries }) => entries)
    const surplusReturned = total(surplus.filter(({ amount }) => amount > 0n).map(({ amount }) => amount))
    const held = (...statuses: string[]) =>
      total(disputes.filter(({ status }) => statuses.includes(status)).map(({ amount }) => amount))
    const fees = total(disputes.map(({ fee }) => fee))
    expect(accounts['disputes'] ?? 0n).toBe(held('OPEN'))
    expect(total(cash.map(([, amount]) => amount))).toBe(
      total(received) - returned - surplusReturned - held('OPEN', 'LOST') - fees,
    )
  })
})

test('whatever happens: each document adds up, and no more is credited or refunded than was billed and paid', () => {
  holds(250, (facts) => {
    const { invoices, creditNotes } = simulate(facts)
    for (const invoice of invoices) {
      const { subtotal, discountTotal, taxTotal, lines, breakdown } = invoice
      expect(invoice.total).toBe(subtotal - discountTotal + taxTotal)
      expect(invoice.total).toBe(total(lines.map(({ grossAmount }) => grossAmount)))
      expect(taxTotal).toBe(total(breakdown.map(({ taxAmount }) => taxAmount)))
      expect(invoice.total).toBeGreaterThanOrEqual(0n)
      expect(invoice.amountPaid).toBeLessThanOrEqual(invoice.total)
      expect(invoice.amountRefunded).toBeLessThanOrEqual(invoice.amountPaid - invoice.amountFromBalance)
      if (invoice.status === 'PAID') expect(invoice.amountPaid + invoice.amountCredited).toBe(invoice.total)
      const notes = creditNotes.filter((note) => note.invoice === invoice.number)
      expect(total(notes.map((note) => note.total))).toBeLessThanOrEqual(invoice.total)
      for (const { explanation, amount } of lines) expect(explanation.amount).toBe(amount.toString())
    }
    for (const note of creditNotes) {
      expect(note.total).toBe(note.netTotal + note.taxTotal)
      expect(note.total).toBe(note.toReceivable + note.toRefund + note.toCustomerCredit)
      expect(note.total).toBe(total(note.lines.map(({ grossAmount }) => grossAmount)))
    }
  })
})

test('whatever happens: it happens in order of time, by the end', () => {
  holds(120, ({ events, ...facts }) => {
    const { happenings, invoices, ledger } = simulate({ events, ...facts })
    for (const told of [
      happenings.map(({ at }) => at),
      invoices.map(({ issuedAt }) => issuedAt),
      ledger.map(({ at }) => at),
    ]) {
      expect(told).toEqual(told.toSorted((a, b) => a.getTime() - b.getTime()))
      for (const at of told) expect(at.getTime()).toBeLessThanOrEqual(facts.until.getTime())
    }
  })
})

test('whatever happens: what is refused leaves nothing behind, and the same scenario gives the same result', () => {
  holds(60, (facts) => {
    const { refusals, happenings, ...result } = simulate(facts)
    // In the words of the system, never a contradiction within.
    for (const { code } of refusals) expect(code).not.toMatch(/_illegal$|_unplaced$|^phase/)
    const refused = new Set(refusals.map(({ event }) => event))
    const without = simulate({ ...facts, events: facts.events.filter((_, index) => !refused.has(index)) })
    expect(without.refusals).toEqual([])
    expect({ ...without, refusals, happenings }).toEqual({ ...result, refusals, happenings })
  })
})

test('whatever happens: at the end a running subscription has been billed once for everything that began', () => {
  holds(120, (facts) => {
    const { subscriptions, until } = simulate(facts)
    const policy = facts.policy.billing
    for (const { facts: about, phases, segments, discounts, issued, status } of subscriptions) {
      // Others are not billed any more, though their contract goes on in time.
      if (status !== 'ACTIVE' && status !== 'TRIALING') continue
      const subscription = { ...about, phases }
      // Use that was reported late is for the next invoice.
      const flat = segments.filter(({ metered }) => !metered)
      const ids = new Set(flat.map(({ segmentId }) => segmentId))
      const own = issued.filter(({ segmentId }) => ids.has(segmentId))
      const { lines } = bill({ subscription, segments: flat, discounts, issued: own, billThrough: until, policy })
      expect(lines).toEqual([])
    }
  })
})

/** What may happen to one subscription and is not about money that others share. */
const OWN_EVENTS = ['start', 'change', 'add_item', 'remove_item', 'pause', 'resume', 'cancel', 'undo']

test('whatever happens: beside others each is billed as it would be alone', () => {
  holds(120, (facts) => {
    const own = facts.events.flatMap((event): SimulationEvent[] => {
      if (!OWN_EVENTS.includes(event.type)) return []
      if (event.type !== 'start') return [{ subscription: 'sub_1', ...event } as SimulationEvent]
      const { coupon: _, alignWith: __, ...plain } = event
      return [{ ...plain, subscription: event.subscription ?? 'sub_1' }]
    })
    const billed = (events: SimulationEvent[]) =>
      simulate({ ...facts, events }).subscriptions.map(({ id, status, issued }) => {
        return {
          id,
          status,
          issued: issued.map(({ segmentId, kind, from, to, amount }) => ({ segmentId, kind, from, to, amount })),
        }
      })
    const together = billed(own)
    for (const each of together) {
      const alone = own.filter((event) => 'subscription' in event && event.subscription === each.id)
      expect(billed(alone)).toEqual([each])
    }
  })
})

test('a plain life is what bill() says by hand', () => {
  fc.assert(
    fc.property(
      fc.constantFrom('2024-01-31T12:00:00Z', '2026-01-01T00:00:00Z', '2025-03-30T01:30:00Z'),
      fc.integer({ min: 0, max: 800 }),
      fc.constantFrom('UTC', 'Europe/Berlin', 'America/New_York'),
      (start, days, timeZone) => {
        const startsAt = new Date(start)
        const until = new Date(startsAt.getTime() + days * 86_400_000)
        const { invoices } = simulate(
          scenario({
            events: [{ type: 'start', at: startsAt, price: 'starter', quantity: 1, items: [], trialDays: 0 }],
            until,
            customer: { ...scenario({ events: [], until }).customer, timeZone },
          }),
        )
        const subscription = subscriptionFrom({ startsAt, timeZone })
        const segments = [starter({ from: startsAt })]
        const { lines } = bill({ subscription, segments, issued: issue([]), billThrough: until })
        const billed = invoices.flatMap((invoice) =>
          invoice.lines.map(({ from, to, amount }) => ({ from, to, amount })),
        )
        expect(billed).toEqual(lines.map(({ from, to, amount }) => ({ from, to, amount })))
      },
    ),
    runs(60),
  )
})
