import { recordAudit } from '@/lib/audit/record-audit'
import { systemActor, type Actor } from '@/lib/audit/actor'
import { lockCustomer } from '@/lib/customers/lock-customers'
import { setDefaultPaymentMethod } from '@/lib/customers/set-default-payment-method'
import { publishAbout } from '@/lib/outbound/publish-about'
import { inTransaction } from '@/lib/platform/db/client'
import { conflict, notFound } from '@/lib/platform/errors'
import { hasLiveSubscription } from '@/lib/subscriptions/read-subscriptions'
import { describeMethod } from './keep-method'
import { processorFor } from './processors'
import { findMethod, findMethodByRef, findMethods, updateMethod } from './store'

/**
 * Removes a method here and at its processor. The last one of a live subscription stays: throws last_payment_method.
 * A default that goes hands over to the newest of the others.
 */
export async function removePaymentMethod(input: {
  customerId: string
  methodId: string
  actor: Actor
  now: Date
}): Promise<void> {
  const { customerId, methodId, actor, now } = input
  const method = await inTransaction(async (tx) => {
    const customer = await lockCustomer(tx, customerId)
    const row = await findMethod(methodId, tx)
    if (row.customerId !== customerId) throw notFound('payment method', methodId)
    if (row.removedAt) return row
    const others = (await findMethods(customerId, tx)).filter((other) => other.id !== methodId)
    if (others.length === 0 && (await hasLiveSubscription(customerId, tx))) {
      throw conflict('last_payment_method', 'Your subscription needs a payment method. Add another one first.')
    }
    await updateMethod(tx, methodId, { removedAt: now })
    if (customer.defaultPaymentMethodId === methodId) {
      await setDefaultPaymentMethod(tx, { customerId, methodId: others.at(-1)?.id ?? null })
    }
    await recordAudit(tx, now, {
      actor,
      action: 'payment_method.remove',
      customerId,
      target: { type: 'payment_method', id: methodId },
      data: { method: describeMethod(row) },
    })
    await publishAbout(tx, { customerId, id: methodId, now }, 'payment_method.removed')
    return row
  })
  await processorFor(method.processor).detachMethod(method.processorRef)
}

/** The processor says a method is gone (removed in its dashboard, mandate revoked). It cannot be kept: it no longer works. */
export async function forgetDetachedMethod({ processorRef, now }: { processorRef: string; now: Date }): Promise<void> {
  const known = await findMethodByRef('STRIPE', processorRef)
  if (!known || known.removedAt) return
  await inTransaction(async (tx) => {
    const customer = await lockCustomer(tx, known.customerId)
    const others = (await findMethods(known.customerId, tx)).filter((other) => other.id !== known.id)
    await updateMethod(tx, known.id, { removedAt: now })
    if (customer.defaultPaymentMethodId === known.id) {
      await setDefaultPaymentMethod(tx, { customerId: known.customerId, methodId: others.at(-1)?.id ?? null })
    }
    await recordAudit(tx, now, {
      actor: systemActor('Stripe'),
      action: 'payment_method.detached',
      customerId: known.customerId,
      target: { type: 'payment_method', id: known.id },
      data: { method: describeMethod(known) },
    })
    await publishAbout(tx, { customerId: known.customerId, id: known.id, now }, 'payment_method.removed')
  })
}
