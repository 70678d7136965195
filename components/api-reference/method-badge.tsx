import { cn } from '@/components/ui/cn'

const LOOKS: Record<string, string> = {
  GET: 'border-accent-line bg-accent-soft text-accent-text',
  POST: 'border-positive-line bg-positive-soft text-positive',
  PATCH: 'border-caution-line bg-caution-soft text-caution',
  DELETE: 'border-critical-line bg-critical-soft text-critical',
}

export function MethodBadge({ method, small }: { method: string; small?: boolean }) {
  const size = small ? 'w-11 text-2xs' : 'px-2 text-xs'
  return (
    <span className={cn('shrink-0 rounded-sm border py-px text-center font-mono font-semibold', size, LOOKS[method])}>
      {method === 'DELETE' && small ? 'DEL' : method}
    </span>
  )
}
