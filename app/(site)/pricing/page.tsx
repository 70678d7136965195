import { redirect } from 'next/navigation'

/** The address people type and print: the plans are on the start page. */
export default function PricingPage() {
  redirect('/#plans')
}
