import type { Database } from '@/lib/platform/db/client'
import { findSeenValue, type SeenValue } from './seen-store'

/** Whether a unique count knows a value already, so that seeing it again adds nothing: since an instant, or (null) at all. */
export const hasSeenValue = (tx: Database, seen: SeenValue): Promise<boolean> => findSeenValue(tx, seen)
