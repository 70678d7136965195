export { DashboardSkeleton as default } from '@/components/admin/skeletons'
