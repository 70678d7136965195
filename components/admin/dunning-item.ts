export interface DunningListItem {
  invoiceId: string
  number: string
  customerName: string
  currency: string
  amountDue: bigint
  /** Sent to the customer: reminded of, not charged. */
  isSent: boolean
  state: 'RUNNING' | 'STOPPED' | 'PAUSED' | 'ENDED'
  attempts: number
  planned: number
  nextAttemptAt: Date | null
  giveUpAt: Date | null
  stop: string | null
  lastFailure: string | null
  isCharging: boolean
  hasMethod: boolean
}
