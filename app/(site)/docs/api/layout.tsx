import type { ReactNode } from 'react'
import { ReferenceShell } from '@/components/api-reference/reference-shell'
import { apiReference } from '@/lib/api/reference'

export default function ApiReferenceLayout({ children }: { children: ReactNode }) {
  return <ReferenceShell sections={apiReference()}>{children}</ReferenceShell>
}
