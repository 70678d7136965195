import { CreditCard, FileText, Gauge, House, KeyRound, Layers, Settings2, Users, Wallet, Webhook } from 'lucide-react'
import type { ReactNode } from 'react'
import type { Action } from '@/components/forms/outcome'
import { texts } from '@/components/texts/en'
import { BottomBar } from './bottom-bar'
import type { NavItem } from './nav-link'
import { SideShell } from './side-shell'
import type { ShellUser } from './user-menu'

interface PortalShellProps {
  user: ShellUser
  signOut: () => Promise<void>
  signOutEverywhere: Action<void>
  chooseCustomer: Action<{ customerId: string }>
  /** Open invoices that want a payment. */
  openInvoices?: number
  /** Whether this member may see the API keys. */
  mayManageKeys?: boolean
  mayManageWebhooks?: boolean
  notice?: ReactNode
  children: ReactNode
}

/** The customer's house: few rooms, the most used under the thumb. */
export function PortalShell(props: PortalShellProps) {
  const {
    user,
    signOut,
    signOutEverywhere,
    chooseCustomer,
    openInvoices,
    mayManageKeys,
    mayManageWebhooks,
    notice,
    children,
  } = props
  const t = texts.portal.nav
  const items: NavItem[] = [
    { href: '/portal', label: t.overview, icon: <House aria-hidden />, exact: true },
    { href: '/portal/subscription', label: t.subscription, icon: <Layers aria-hidden /> },
    { href: '/portal/usage', label: texts.usage.nav, icon: <Gauge aria-hidden /> },
    { href: '/portal/invoices', label: t.invoices, icon: <FileText aria-hidden />, count: openInvoices },
    { href: '/portal/balance', label: texts.balance.title, icon: <Wallet aria-hidden /> },
    { href: '/portal/payment-methods', label: t.paymentMethods, icon: <CreditCard aria-hidden /> },
    { href: '/portal/details', label: t.details, icon: <Settings2 aria-hidden /> },
    { href: '/portal/team', label: t.team, icon: <Users aria-hidden /> },
    ...(mayManageKeys
      ? [{ href: '/portal/api-keys', label: texts.api.keys.title, icon: <KeyRound aria-hidden /> }]
      : []),
    ...(mayManageWebhooks
      ? [{ href: '/portal/webhooks', label: texts.outbound.title, icon: <Webhook aria-hidden /> }]
      : []),
  ]
  return (
    <SideShell
      home="/portal"
      area={texts.app.product}
      nav={[{ items }]}
      user={user}
      signOut={signOut}
      signOutEverywhere={signOutEverywhere}
      chooseCustomer={chooseCustomer}
      notice={notice}
      commands={[
        {
          heading: t.goTo,
          items: items.map((item) => ({ id: item.href, label: item.label, href: item.href, icon: item.icon })),
        },
        {
          heading: t.doThis,
          items: [
            {
              id: 'change-plan',
              label: t.changePlan,
              href: '/portal/subscription/change',
              icon: <Layers aria-hidden />,
            },
            {
              id: 'add-card',
              label: t.addPaymentMethod,
              href: '/portal/payment-methods/add',
              icon: <CreditCard aria-hidden />,
            },
          ],
        },
      ]}
      bottomBar={
        <BottomBar
          items={[
            { ...items[0]!, label: t.short.overview },
            { ...items[1]!, label: t.short.subscription },
            { ...items[3]!, label: t.short.invoices },
            { ...items[5]!, label: t.short.paymentMethods },
          ]}
        />
      }
    >
      {children}
    </SideShell>
  )
}
