import { Loading, Skeleton, SkeletonTable } from '@/components/ui/skeleton'

const heading = (
  <div className="mb-6 flex items-center justify-between gap-6">
    <Skeleton className="h-8 w-48" />
  </div>
)

export const OverviewSkeleton = () => (
  <Loading>
    {heading}
    <div className="grid gap-5 lg:grid-cols-5">
      <div className="rounded-lg border border-line bg-surface p-6 lg:col-span-3">
        <Skeleton className="h-4 w-24" />
        <Skeleton className="mt-3 h-11 w-56" />
        <Skeleton className="mt-7 h-4" />
        <Skeleton className="mt-3 h-4" />
        <Skeleton className="mt-3 h-4 w-2/3" />
      </div>
      <div className="rounded-lg border border-line bg-surface p-6 lg:col-span-2">
        <Skeleton className="h-4 w-16" />
        <Skeleton className="mt-3 h-7 w-40" />
        <Skeleton className="mt-2 h-4 w-28" />
        <Skeleton className="mt-8 h-20" />
      </div>
      <div className="lg:col-span-5">
        <SkeletonTable rows={3} columns={4} />
      </div>
    </div>
  </Loading>
)

export const ListSkeleton = ({ rows = 8, columns = 5 }: { rows?: number; columns?: number }) => (
  <Loading>
    {heading}
    <SkeletonTable rows={rows} columns={columns} />
  </Loading>
)

export const FormSkeleton = () => (
  <Loading>
    {heading}
    <div className="grid gap-5 rounded-lg border border-line bg-surface p-5 sm:grid-cols-2">
      {Array.from({ length: 8 }, (_, index) => (
        <div key={index}>
          <Skeleton className="mb-2 h-4 w-24" />
          <Skeleton className="h-9.5" />
        </div>
      ))}
    </div>
  </Loading>
)

export const CheckoutSkeleton = () => (
  <Loading>
    {heading}
    <div className="grid gap-6 lg:grid-cols-[minmax(0,1fr)_21rem]">
      <div className="flex flex-col gap-5">
        <Skeleton className="h-40" />
        <Skeleton className="h-80" />
        <Skeleton className="h-52" />
      </div>
      <Skeleton className="h-72" />
    </div>
  </Loading>
)

export const InvoiceSkeleton = () => (
  <Loading>
    {heading}
    <div className="rounded-lg border border-line bg-surface p-7">
      <div className="grid gap-8 sm:grid-cols-3">
        <Skeleton className="h-24" />
        <Skeleton className="h-24" />
        <Skeleton className="h-24" />
      </div>
      <Skeleton className="mt-8 h-16" />
      <Skeleton className="mt-8 ml-auto h-28 w-64" />
    </div>
  </Loading>
)

export const UsageSkeleton = () => (
  <Loading>
    {heading}
    <div className="flex flex-col gap-5">
      <div className="grid gap-3 sm:grid-cols-2 sm:gap-4 xl:grid-cols-3">
        {Array.from({ length: 6 }, (_, index) => (
          <div key={index} className="rounded-lg border border-line bg-surface p-5">
            <Skeleton className="h-4 w-24" />
            <Skeleton className="mt-4 h-7 w-32" />
            <Skeleton className="mt-3 h-2.5" />
            <Skeleton className="mt-4 h-3 w-40" />
          </div>
        ))}
      </div>
      <div className="rounded-lg border border-line bg-surface p-5">
        <Skeleton className="h-5 w-36" />
        <Skeleton className="mt-6 h-64" />
      </div>
    </div>
  </Loading>
)
