import { describeSubscription, listCurrentSubscriptions } from '@/lib/subscriptions/read-subscriptions'

/** The customer's subscriptions that can be looked after, and the one a page is about: the asked one, else the oldest. */
export async function readShown({ customerId, asked, now }: { customerId: string; asked: unknown; now: Date }) {
  const contracts = (await listCurrentSubscriptions(customerId)).filter(({ status }) => status !== 'INCOMPLETE')
  return {
    contract: contracts.find(({ id }) => id === asked) ?? contracts[0] ?? null,
    choices: contracts.map((each) => ({ id: each.id, label: describeSubscription(each, now) })),
  }
}
