const DAY = 24 * 60 * 60 * 1000

/** An invoice due before this instant is overdue: a day of grace, in which the charge that was started at once settles. */
export const overdueBefore = (now: Date): Date => new Date(now.getTime() - DAY)

/** Open and more than a day past its due date. */
export function isOverdue(invoice: { status: string; dueAt: Date | null }, now: Date): boolean {
  return invoice.status === 'OPEN' && invoice.dueAt !== null && invoice.dueAt < overdueBefore(now)
}
