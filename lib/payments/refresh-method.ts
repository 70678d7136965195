import { inTransaction } from '@/lib/platform/db/client'
import { processorFor } from './processors'
import { findMethodByRef, updateMethod } from './store'

/** The processor changed a method (a card network sent a new expiry date): re-read it. */
export async function refreshMethod({ processorRef }: { processorRef: string }): Promise<void> {
  const known = await findMethodByRef('STRIPE', processorRef)
  if (!known) return
  const { brand, last4, expMonth, expYear } = await processorFor('STRIPE').readMethod(processorRef)
  await inTransaction((tx) => updateMethod(tx, known.id, { brand, last4, expMonth, expYear }))
}
