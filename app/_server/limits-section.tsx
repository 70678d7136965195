import { SpendControls, type SpendControlsProps } from '@/components/entitlements/spend-controls'
import { decimalText } from '@/components/format/money'
import { texts } from '@/components/texts/en'
import { getCustomer } from '@/lib/customers/read-customers'
import { readSpendSettings } from '@/lib/entitlements/limit-spending'

const OFFERED = [50, 80, 90, 100]

interface LimitsSectionProps {
  customerId: string
  /** Who reads it. */
  reader: 'own' | 'staff'
  mayEdit: boolean
  save: SpendControlsProps['save']
}

/** A customer's spend cap and alerts, for their members and for staff; changed by those who may. */
export async function LimitsSection({ customerId, reader, mayEdit, save }: LimitsSectionProps) {
  const [{ currency }, { spendCap, thresholds }] = await Promise.all([
    getCustomer(customerId),
    readSpendSettings(customerId),
  ])
  const initial = { amount: spendCap ? decimalText(spendCap.amount, spendCap.currency) : '', thresholds }
  return (
    <SpendControls
      customerId={customerId}
      words={texts.entitlements.spending[reader]}
      initial={initial}
      currency={currency}
      offered={[...new Set([...OFFERED, ...thresholds])].sort((a, b) => a - b)}
      mayEdit={mayEdit}
      save={save}
    />
  )
}
