interface InvoiceAmounts {
  status: string
  total: bigint
  amountPaid: bigint
  amountCredited: bigint
}

/** What is still to be paid, minor units; nothing once the invoice is void or given up. */
export function amountDue(invoice: InvoiceAmounts): bigint {
  return invoice.status === 'OPEN' ? unpaid(invoice) : 0n
}

/** What can still be paid: also of an invoice that was given up, but not of a void one. */
export function amountPayable(invoice: InvoiceAmounts): bigint {
  return invoice.status === 'OPEN' || invoice.status === 'UNCOLLECTIBLE' ? unpaid(invoice) : 0n
}

/** What the customer's balance paid of an invoice; it is counted as credited, like credit notes that lower what is due. */
export const paidFromBalance = ({ credits }: { credits: readonly { amount: bigint }[] }): bigint =>
  credits.reduce((sum, { amount }) => sum + amount, 0n)

const unpaid = ({ total, amountPaid, amountCredited }: InvoiceAmounts) => total - amountPaid - amountCredited
