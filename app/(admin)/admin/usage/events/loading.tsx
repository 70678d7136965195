export { ListSkeleton as default } from '@/components/admin/skeletons'
