import { Loading, Skeleton, SkeletonTable } from '@/components/ui/skeleton'

const heading = (
  <div className="mb-6 flex flex-col gap-2">
    <Skeleton className="h-8 w-48" />
    <Skeleton className="h-4 w-80 max-w-full" />
  </div>
)

export const TilesSkeleton = () => (
  <div className="grid grid-cols-2 gap-2.5 sm:gap-3 xl:grid-cols-4">
    {Array.from({ length: 8 }, (_, index) => (
      <div key={index} className="rounded-lg border border-line bg-surface p-4">
        <Skeleton className="h-4 w-24" />
        <Skeleton className="mt-3 h-7 w-32" />
        <Skeleton className="mt-2 h-3 w-20" />
      </div>
    ))}
  </div>
)

export const ChartSkeleton = () => (
  <div className="rounded-lg border border-line bg-surface p-5">
    <Skeleton className="h-4 w-36" />
    <Skeleton className="mt-4 h-60" />
  </div>
)

export const DashboardSkeleton = () => (
  <Loading>
    {heading}
    <div className="flex flex-col gap-5">
      <TilesSkeleton />
      <div className="grid gap-5 xl:grid-cols-3">
        <div className="xl:col-span-2">
          <ChartSkeleton />
        </div>
        <ChartSkeleton />
      </div>
    </div>
  </Loading>
)

export const ListSkeleton = () => (
  <Loading>
    {heading}
    <SkeletonTable rows={12} columns={6} />
  </Loading>
)

export const DetailSkeleton = () => (
  <Loading>
    {heading}
    <div className="grid gap-5 xl:grid-cols-3">
      <div className="flex flex-col gap-5 xl:col-span-2">
        <ChartSkeleton />
        <SkeletonTable rows={6} columns={4} />
      </div>
      <ChartSkeleton />
    </div>
  </Loading>
)
