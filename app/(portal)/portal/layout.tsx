import type { ReactNode } from 'react'
import { FlaskConical } from 'lucide-react'
import { chooseCustomer, signOut, signOutEverywhere } from '@/app/_server/actions'
import { requireMember } from '@/app/_server/guard'
import { NoticeBar } from '@/components/shell/notice-bar'
import { PortalShell } from '@/components/shell/portal-shell'
import { texts } from '@/components/texts/en'
import { searchInvoices } from '@/lib/invoices/read-invoices'
import { isSandbox } from '@/lib/platform/env'

export default async function PortalLayout({ children }: { children: ReactNode }) {
  const { user, customer, viewer, may } = await requireMember('portal.view')
  const open = await searchInvoices({ customerId: customer.id, status: 'OPEN', page: 1, pageSize: 1 })
  const customers = viewer.memberships.map((membership) => {
    const { id, name } = membership.customer
    return { id, name, isShown: id === customer.id }
  })
  return (
    <PortalShell
      user={{ name: user.name, email: user.email, context: customer.name, ...(customers.length > 1 && { customers }) }}
      chooseCustomer={chooseCustomer}
      signOut={signOut}
      signOutEverywhere={signOutEverywhere}
      openInvoices={open.total}
      mayManageKeys={may('api_keys.manage')}
      mayManageWebhooks={may('webhooks.manage')}
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
    </PortalShell>
  )
}
