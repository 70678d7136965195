export { OverviewSkeleton as default } from '@/components/portal/skeletons'
