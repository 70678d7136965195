export { ListSkeleton as default } from '@/components/portal/skeletons'
