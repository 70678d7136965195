import { LoaderCircle } from 'lucide-react'
import { cn } from './cn'

/** Turning ring; decorative: say in words what is going on beside it. */
export function Spinner({ className }: { className?: string }) {
  return <LoaderCircle aria-hidden className={cn('size-4 animate-spin', className)} />
}
