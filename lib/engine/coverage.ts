import { EngineError } from './errors'
import { groupBy } from './group'
import type { Span } from './span'
import type { ItemSegment, ProrationMode, TimelineCycle } from './timeline'

/** The part of a cycle that a segment has to be paid for. */
export interface Slice extends Span {
  segment: ItemSegment
}

const later = (a: Date, b: Date): Date => (a > b ? a : b)

/**
 * Which segment has to be paid for which part of a cycle, item by item. With `prorate` a change takes effect in money at
 * its instant. With `none` the segment that ran when the cycle began stays payable to the cycle's end, and the new one
 * from the next cycle on; a later prorated change in the same cycle counts from its own instant again.
 *
 * Cycle January; Starter until the 16th, then Professional: `prorate` → Starter 1–16, Professional 16–1; `none` →
 * Starter 1–1. Throws `segments_overlap`, `segment_invalid`.
 */
export function slicesOf(cycle: TimelineCycle, segments: readonly ItemSegment[], mode: ProrationMode): Slice[] {
  if (cycle.kind !== 'BILLED') return []
  return [...groupBy(segments, ({ itemId }) => itemId).values()].flatMap((item) => itemSlices(cycle, item, mode))
}

function itemSlices(cycle: TimelineCycle, item: readonly ItemSegment[], mode: ProrationMode): Slice[] {
  const ordered = item.toSorted((a, b) => a.from.getTime() - b.from.getTime() || lengthless(b) - lengthless(a))
  assertInSequence(ordered)
  const slices: Slice[] = []
  let current: { segment: ItemSegment; from: Date } | null = null
  const close = (to: Date) => {
    if (current && current.from < to) slices.push({ ...current, to })
    current = null
  }
  const inCycle = ordered.filter(({ from, to }) => from < cycle.end && (to === null || (to > cycle.start && to > from)))
  inCycle.forEach((segment, position) => {
    const startsWithin = segment.from > cycle.start
    if (!startsWithin || (segment.startProration ?? mode) === 'prorate') {
      const from = later(segment.from, cycle.start)
      close(from)
      current = { segment, from }
    }
    const { to } = segment
    const isFollowed = inCycle[position + 1]?.from.getTime() === to?.getTime()
    if (to && to < cycle.end && !isFollowed && (segment.endProration ?? mode) === 'prorate') close(to)
  })
  const isCutShort = cycle.end < cycle.period.end
  close(isCutShort && (cycle.endProration ?? mode) === 'none' ? cycle.period.end : cycle.end)
  return slices
}

const lengthless = ({ from, to }: ItemSegment): number => (to && to.getTime() === from.getTime() ? 1 : 0)

function assertInSequence(ordered: readonly ItemSegment[]): void {
  ordered.forEach(({ segmentId, from, to }, position) => {
    const next = ordered[position + 1]
    if (to && to < from) throw new EngineError('segment_invalid', 'A segment ends before it begins.', { segmentId })
    if (next && (to === null || to > next.from)) {
      throw new EngineError('segments_overlap', 'Two segments of one item overlap.', {
        segmentId,
        nextSegmentId: next.segmentId,
      })
    }
  })
}
