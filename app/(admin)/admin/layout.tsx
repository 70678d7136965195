import type { Metadata } from 'next'
import type { ReactNode } from 'react'
import { FlaskConical } from 'lucide-react'
import { signOut, signOutEverywhere } from '@/app/_server/actions'
import { requireStaff } from '@/app/_server/guard'
import { AdminFrame } from '@/components/admin/admin-frame'
import { adminNav } from '@/components/admin/nav'
import { NoticeBar } from '@/components/shell/notice-bar'
import { texts } from '@/components/texts/en'
import { isSandbox } from '@/lib/platform/env'
import { readAttention } from '@/lib/reports/read-dashboard'
import { find } from './actions'

export const metadata: Metadata = {
  title: { default: texts.admin.title, template: `%s · ${texts.admin.title}` },
  robots: { index: false },
}

export default async function AdminLayout({ children }: { children: ReactNode }) {
  const { user, role, now, may } = await requireStaff('staff.dashboard')
  const attention = await readAttention({ now })
  return (
    <AdminFrame
      nav={adminNav({
        ...attention,
        sandbox: isSandbox && may('staff.time_machine'),
        audit: may('staff.audit.view'),
        reports: may('staff.reports.view'),
      })}
      user={{ name: user.name, email: user.email, context: texts.admin.roles[role] }}
      signOut={signOut}
      signOutEverywhere={signOutEverywhere}
      find={find}
      notice={
        isSandbox && (
          <NoticeBar>
            <FlaskConical aria-hidden />
            {texts.shell.sandbox}
          </NoticeBar>
        )
      }
    >
      {children}
    </AdminFrame>
  )
}
