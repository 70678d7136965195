export { FormSkeleton as default } from '@/components/portal/skeletons'
