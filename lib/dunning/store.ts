import { db, type Database } from '@/lib/platform/db/client'
import type { Prisma } from '@/lib/platform/db/generated/client'

export type DunningRow = Prisma.DunningGetPayload<object>

export async function findDunning(invoiceId: string, tx: Database = db): Promise<DunningRow | null> {
  return tx.dunning.findUnique({ where: { invoiceId } })
}

export async function saveDunning(tx: Database, data: Prisma.DunningUncheckedCreateInput): Promise<void> {
  const { invoiceId, customerId: _customer, startedAt: _begun, ...state } = data
  await tx.dunning.upsert({ where: { invoiceId }, create: data, update: state })
}

export async function updateDunning(
  tx: Database,
  invoiceId: string,
  data: Prisma.DunningUncheckedUpdateInput,
): Promise<void> {
  await tx.dunning.update({ where: { invoiceId }, data })
}

/** Ends those of these that still run. */
export async function endDunnings(
  tx: Database,
  invoiceIds: string[],
  data: { endedAt: Date; outcome: NonNullable<DunningRow['outcome']> },
): Promise<number> {
  const { count } = await tx.dunning.updateMany({
    where: { invoiceId: { in: invoiceIds }, endedAt: null },
    data: { ...data, nextAttemptAt: null, giveUpAt: null, pausedAt: null },
  })
  return count
}

/** Those whose final action is due. Not locked: the use-case takes the customer's lock and looks again. */
export async function findDunningsToGiveUp(now: Date, limit: number): Promise<string[]> {
  const rows = await db.dunning.findMany({
    where: { giveUpAt: { lte: now, not: null }, pausedAt: null },
    orderBy: { giveUpAt: 'asc' },
    take: limit,
    select: { invoiceId: true },
  })
  return rows.map(({ invoiceId }) => invoiceId)
}

export interface DunningSearch {
  query?: string
  /** RUNNING, STOPPED (only the customer can help), PAUSED, ENDED with the invoice still open. */
  states?: ('RUNNING' | 'STOPPED' | 'PAUSED' | 'ENDED')[]
  page: number
  pageSize: number
}

const running = { endedAt: null, pausedAt: null }
const STATES: Record<NonNullable<DunningSearch['states']>[number], Prisma.DunningWhereInput> = {
  RUNNING: { ...running, nextAttemptAt: { not: null } },
  STOPPED: { ...running, nextAttemptAt: null },
  PAUSED: { endedAt: null, pausedAt: { not: null } },
  ENDED: { endedAt: { not: null } },
}

/** Rows by position, the newest first (`backwards`: the nearest before it first), also of invoices that are settled. */
export async function findDunningSlice(
  { customerId, states = [] }: Pick<DunningSearch, 'states'> & { customerId?: string },
  { from, backwards, take }: { from: { at: Date; id: string } | null; backwards: boolean; take: number },
): Promise<DunningRow[]> {
  const beyond = backwards ? 'gt' : 'lt'
  const direction = backwards ? 'asc' : 'desc'
  return db.dunning.findMany({
    where: {
      AND: [
        { customerId },
        states.length > 0 ? { OR: states.map((state) => STATES[state]) } : {},
        from
          ? { OR: [{ startedAt: { [beyond]: from.at } }, { startedAt: from.at, invoiceId: { [beyond]: from.id } }] }
          : {},
      ],
    },
    orderBy: [{ startedAt: direction }, { invoiceId: direction }],
    take,
  })
}

/** Unpaid invoices whose collection failed, the oldest trouble first; those that are over only when asked for. */
export async function searchDunningRows({ query, states = [], page, pageSize }: DunningSearch) {
  const text = query?.trim()
  const where: Prisma.DunningWhereInput = {
    invoice: {
      status: 'OPEN',
      ...(text
        ? {
            OR: [
              { number: { contains: text, mode: 'insensitive' } },
              { customer: { name: { contains: text, mode: 'insensitive' } } },
            ],
          }
        : {}),
    },
    ...(states.length > 0 ? { OR: states.map((state) => STATES[state]) } : { endedAt: null }),
  }
  const [rows, total] = await Promise.all([
    db.dunning.findMany({
      where,
      orderBy: [{ startedAt: 'asc' }, { invoiceId: 'asc' }],
      skip: (page - 1) * pageSize,
      take: pageSize,
      include: {
        invoice: {
          include: {
            customer: { select: { id: true, name: true, defaultPaymentMethodId: true } },
            payments: { where: { status: { in: ['CREATED', 'PROCESSING', 'UNKNOWN'] } }, select: { id: true } },
          },
        },
      },
    }),
    db.dunning.count({ where }),
  ])
  return { rows, total }
}
