import type { Database } from '@/lib/platform/db/client'
import type { Prisma } from '@/lib/platform/db/generated/client'

export type CreditGrantRow = Prisma.CreditGrantGetPayload<object>

/** A source grants once: asked again, it changes nothing. */
export async function insertGrant(tx: Database, grant: Prisma.CreditGrantCreateManyInput): Promise<void> {
  await tx.creditGrant.createMany({ data: [grant], skipDuplicates: true })
}

/** Grants of one currency with something left, expired ones included: the engine decides. */
export async function findGrants(
  tx: Database,
  { customerId, currency }: { customerId: string; currency: string },
): Promise<CreditGrantRow[]> {
  return tx.creditGrant.findMany({ where: { customerId, currency, remaining: { gt: 0n } } })
}

export async function insertApplication(
  tx: Database,
  application: Prisma.CreditApplicationUncheckedCreateInput,
): Promise<void> {
  await tx.creditApplication.create({ data: application })
  await tx.creditGrant.update({
    where: { id: application.grantId },
    data: { remaining: { decrement: application.amount } },
  })
}
