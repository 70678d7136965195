export { CheckoutSkeleton as default } from '@/components/portal/skeletons'
