import { CheckoutResult } from '@/components/checkout/checkout-result'

export default function CompleteLoading() {
  return <CheckoutResult state={{ kind: 'loading' }} />
}
