import { db } from '@/lib/platform/db/client'
import type { Prisma } from '@/lib/platform/db/generated/client'
import type { Slice } from './pages'

// The API's lists: a slice of each by position. Everything else is read and done by the modules' own use-cases.

/** Prisma's conditions for a slice of a list that is sorted by an instant and the id, newest first. */
function sliced<Field extends string>({ from, backwards, take }: Slice, field: Field) {
  const direction = backwards ? ('asc' as const) : ('desc' as const)
  const beyond = backwards ? 'gt' : 'lt'
  const at = (condition: object) => ({ [field]: condition }) as { [key in Field]: object }
  return {
    where: from ? { OR: [at({ [beyond]: from.at }), { ...at({ equals: from.at }), id: { [beyond]: from.id } }] } : {},
    orderBy: [{ [field]: direction } as { [key in Field]: 'asc' | 'desc' }, { id: direction }],
    take,
  }
}

export interface InvoiceFilter {
  customerId?: string
  subscriptionId?: string
  statuses: ('OPEN' | 'PAID' | 'VOID' | 'UNCOLLECTIBLE')[]
  createdFrom?: Date
  createdTo?: Date
}

/** Invoices that were issued: drafts are ours alone. */
export async function findInvoiceSlice(filter: InvoiceFilter, slice: Slice) {
  const { where, ...rest } = sliced(slice, 'createdAt')
  const { customerId, subscriptionId, statuses, createdFrom, createdTo } = filter
  return db.invoice.findMany({
    where: {
      AND: [
        {
          customerId,
          subscriptionId,
          status: statuses.length > 0 ? { in: statuses } : { not: 'DRAFT' },
          createdAt: { gte: createdFrom, lt: createdTo },
        },
        where as Prisma.InvoiceWhereInput,
      ],
    },
    ...rest,
  })
}
