'use client'

import { useRouter } from 'next/navigation'
import { useEffect, useRef, useState } from 'react'

interface RefreshWhileProps {
  /** Asks the server for the page again as long as this is true. */
  active: boolean
  everyMs?: number
  /** After this long the given text is shown and the pace slows down. */
  patienceMs?: number
  whenSlow?: React.ReactNode
}

/** Shows the server's state while a payment settles, by asking again: quickly at first, then every ten seconds. */
export function RefreshWhile({ active, everyMs = 1500, patienceMs = 45_000, whenSlow }: RefreshWhileProps) {
  const router = useRouter()
  const [slow, setSlow] = useState(false)
  useEffect(() => {
    if (!active) return
    const timer = setInterval(() => router.refresh(), slow ? 10_000 : everyMs)
    const patience = slow ? undefined : setTimeout(() => setSlow(true), patienceMs)
    return () => {
      clearInterval(timer)
      clearTimeout(patience)
    }
  }, [active, slow, everyMs, patienceMs, router])
  return active && slow ? whenSlow : null
}

/** Asks the server once more, for what around the page may have become old. */
export function RefreshOnce() {
  const router = useRouter()
  const done = useRef(false)
  useEffect(() => {
    if (done.current) return
    done.current = true
    router.refresh()
  }, [router])
  return null
}
