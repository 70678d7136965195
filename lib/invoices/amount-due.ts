/** What is still to be paid, minor units; nothing once the invoice is void or given up. */
export function amountDue(invoice: {
  status: string
  total: bigint
  amountPaid: bigint
  amountCredited: bigint
}): bigint {
  return invoice.status === 'OPEN' ? invoice.total - invoice.amountPaid - invoice.amountCredited : 0n
}
