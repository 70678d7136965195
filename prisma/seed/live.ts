import type { Actor } from '@/lib/audit/actor'
import { createAccount } from '@/lib/auth/create-user'
import { memberActor } from '@/lib/auth/actors'
import { listPlans } from '@/lib/catalog/read-catalog'
import type { Plan } from '@/lib/catalog/types'
import { checkOut } from '@/lib/checkout/check-out'
import { getCustomer } from '@/lib/customers/read-customers'
import { searchInvoices } from '@/lib/invoices/read-invoices'
import { addPaymentMethod, openMethodSetup } from '@/lib/payments/add-payment-method'
import { getPayment, searchPayments } from '@/lib/payments/read-payments'
import { reconcilePayment } from '@/lib/payments/reconcile-payment'
import { creditInvoice } from '@/lib/payments/credit-invoice'
import { inTransaction } from '@/lib/platform/db/client'
import { BillingError } from '@/lib/platform/errors'
import { cancelSubscription, undoPendingChange } from '@/lib/subscriptions/cancel-subscription'
import { changePlan } from '@/lib/subscriptions/change-plan'
import { getCurrentSubscription, segmentAt } from '@/lib/subscriptions/read-subscriptions'
import { confirmPayment, confirmSetup, openDispute } from './browser'
import type { Person } from './people'
import type { PlanCode, Story, StoryEvent } from './stories'

/** A card that attaches and is then refused at every charge. */
const BROKEN_CARD = '4000000000000341'
const GOOD_CARD = '4242424242424242'
const FINANCE: Actor = { type: 'staff', id: null, label: 'finance@newconcierge.example' }

/** One made-up customer who lives through their story by the same use-cases as everybody. */
export class Life {
  private customerId = ''
  private actor: Actor = FINANCE

  constructor(
    private readonly person: Person,
    private readonly plans: Plan[],
    private readonly passwordHash: string,
  ) {}

  /** Does one event; what the customer's situation no longer allows (a change after cancelling) just does not happen. */
  async live(event: StoryEvent, now: Date): Promise<void> {
    try {
      await this.act(event, now)
    } catch (error) {
      if (!(error instanceof BillingError) || (error.kind !== 'conflict' && error.kind !== 'invalid')) throw error
    }
  }

  private async act(event: StoryEvent, now: Date): Promise<void> {
    if (event.what === 'subscribe') return this.subscribe(event, now)
    const { customerId, actor } = this
    const subscription = await getCurrentSubscription(customerId)
    switch (event.what) {
      case 'upgrade':
      case 'downgrade': {
        if (!subscription) return
        const priceId = this.price(event.plan, segmentAt(subscription, now).price.interval)
        await changePlan({ customerId, subscriptionId: subscription.id, priceId, actor, now })
        return
      }
      case 'cancel':
        if (subscription)
          await cancelSubscription({ customerId, subscriptionId: subscription.id, reason: event.reason, actor, now })
        return
      case 'resume':
        if (subscription) await undoPendingChange({ customerId, subscriptionId: subscription.id, actor, now })
        return
      case 'card_breaks':
        return this.addCard(BROKEN_CARD, now)
      case 'card_fixed':
        return this.addCard(GOOD_CARD, now)
      case 'refund': {
        const { rows } = await searchInvoices({ customerId, status: 'PAID', page: 1, pageSize: 1 })
        const invoice = rows[0]
        if (!invoice || invoice.total === 0n) return
        const request = { amount: event.share === 'full' ? ('remaining' as const) : invoice.total / 2n }
        await creditInvoice({
          to: 'refund',
          invoiceId: invoice.id,
          request,
          reason: 'requested_by_customer',
          actor: FINANCE,
          now,
        })
        return
      }
      case 'dispute': {
        const { rows } = await searchPayments({ customerId, statuses: ['SUCCEEDED'], page: 1, pageSize: 1 })
        if (rows[0]?.processorRef) await openDispute({ paymentIntent: rows[0].processorRef })
      }
    }
  }

  private async subscribe(
    { plan, interval, card, promotionCode }: Extract<StoryEvent, { what: 'subscribe' }>,
    now: Date,
  ): Promise<void> {
    const { name, company, email, isBusiness, locale, address } = this.person
    const account = await inTransaction((tx) =>
      createAccount(tx, {
        user: { email, name, passwordHash: this.passwordHash, locale, emailVerifiedAt: now },
        company,
        now,
      }),
    )
    this.customerId = account.customerId
    this.actor = memberActor(account.user)
    const details = { name: company, email, isBusiness, ...address, vatId: undefined }
    const { paymentId, clientSecret } = await checkOut({
      customerId: this.customerId,
      priceId: this.price(plan, interval),
      promotionCode,
      details: { ...details },
      actor: this.actor,
      now,
    })
    if (!clientSecret || !paymentId) throw new Error('The checkout gave no client secret.')
    await confirmPayment({ clientSecret, number: card })
    await reconcilePayment({ paymentId, now })
    const { status } = await getPayment(paymentId)
    if (status !== 'SUCCEEDED') throw new Error(`The first payment of ${email} is ${status}.`)
  }

  private async addCard(number: string, now: Date): Promise<void> {
    const { customerId, actor } = this
    if ((await getCustomer(customerId)).defaultPaymentMethodId === null) return
    const { setupRef, clientSecret } = await openMethodSetup({ customerId })
    await confirmSetup({ clientSecret, number })
    await addPaymentMethod({ customerId, setupRef, makeDefault: true, actor, now })
  }

  private price(code: PlanCode, interval: 'MONTH' | 'YEAR'): string {
    const price = this.plans.find((plan) => plan.code === code)?.prices.find((each) => each.interval === interval)
    if (!price) throw new Error(`There is no ${interval} price of ${code}.`)
    return price.id
  }
}

export async function livesOf(
  stories: Story[],
  passwordHash: string,
): Promise<Map<number, { life: Life; event: StoryEvent }[]>> {
  const plans = await listPlans()
  const days = new Map<number, { life: Life; event: StoryEvent }[]>()
  for (const story of stories) {
    const life = new Life(story.person, plans, passwordHash)
    for (const event of story.events) days.set(event.day, [...(days.get(event.day) ?? []), { life, event }])
  }
  return days
}
