import { SpendControls } from '@/components/entitlements/spend-controls'
import { decimalText } from '@/components/format/money'
import { getCustomer } from '@/lib/customers/read-customers'
import { readSpendSettings } from '@/lib/entitlements/limit-spending'
import { saveUsageLimits } from './limit-actions'

const OFFERED = [50, 80, 90, 100]

/** The customer's spend cap and alerts, to be seen by all members and changed by those who manage billing. */
export async function LimitsSection({ customerId, mayEdit }: { customerId: string; mayEdit: boolean }) {
  const [{ currency }, { spendCap, thresholds }] = await Promise.all([
    getCustomer(customerId),
    readSpendSettings(customerId),
  ])
  return (
    <SpendControls
      initial={{ amount: spendCap ? decimalText(spendCap.amount, spendCap.currency) : '', thresholds }}
      currency={currency}
      offered={[...new Set([...OFFERED, ...thresholds])].sort((a, b) => a - b)}
      mayEdit={mayEdit}
      save={saveUsageLimits}
    />
  )
}
