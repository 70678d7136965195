'use client'

import { useEffect } from 'react'

/** Opens what a link on the page leads to, where it is folded away. */
export function OpenTarget() {
  useEffect(() => {
    const open = () => {
      const details = document.getElementById(location.hash.slice(1))?.querySelector('details')
      if (details) details.open = true
    }
    open()
    window.addEventListener('hashchange', open)
    return () => window.removeEventListener('hashchange', open)
  }, [])
  return null
}
