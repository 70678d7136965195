export { UsageSkeleton as default } from '@/components/portal/skeletons'
