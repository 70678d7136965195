export { DetailSkeleton as default } from '@/components/admin/skeletons'
