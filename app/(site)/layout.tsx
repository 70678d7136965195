import type { ReactNode } from 'react'
import { SiteFooter } from '@/components/shell/site-footer'
import { SiteHeader } from '@/components/shell/site-header'
import { currentViewer } from '@/app/_server/session'

export default async function SiteLayout({ children }: { children: ReactNode }) {
  const viewer = await currentViewer()
  return (
    <div className="flex min-h-dvh flex-col">
      <SiteHeader signedIn={viewer !== null} />
      <div className="flex-1">{children}</div>
      <SiteFooter />
    </div>
  )
}
