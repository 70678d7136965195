export { InvoiceSkeleton as default } from '@/components/portal/skeletons'
