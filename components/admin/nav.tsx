import {
  Activity,
  BookOpen,
  Calculator,
  ChartNoAxesColumn,
  CreditCard,
  FileText,
  FlaskConical,
  Gauge,
  Grid3x3,
  HandCoins,
  Inbox,
  Layers,
  Mail,
  ScrollText,
  Settings2,
  Tags,
  TicketPercent,
  TrendingUp,
  Users,
  Webhook,
} from 'lucide-react'
import type { NavGroup } from '@/components/shell/side-shell'
import { texts } from '@/components/texts/en'

interface NavOptions {
  /** What needs somebody: shown beside the place where it is found. */
  pastDue: number
  failedEvents: number
  disputes: number
  failedEmails: number
  sandbox: boolean
  audit: boolean
  reports: boolean
}

/** Staff's places, without those this role may not enter. */
export function adminNav(options: NavOptions): NavGroup[] {
  const t = texts.admin.nav
  return [
    { items: [{ href: '/admin', label: t.dashboard, icon: <Gauge aria-hidden />, exact: true }] },
    {
      heading: t.groups.customers,
      items: [
        { href: '/admin/customers', label: t.customers, icon: <Users aria-hidden /> },
        {
          href: '/admin/subscriptions',
          label: t.subscriptions,
          icon: <Layers aria-hidden />,
          count: options.pastDue,
        },
        { href: '/admin/usage', label: texts.usage.nav, icon: <ChartNoAxesColumn aria-hidden /> },
      ],
    },
    {
      heading: t.groups.money,
      items: [
        { href: '/admin/invoices', label: t.invoices, icon: <FileText aria-hidden /> },
        { href: '/admin/dunning', label: t.dunning, icon: <HandCoins aria-hidden /> },
        { href: '/admin/payments', label: t.payments, icon: <CreditCard aria-hidden />, count: options.disputes },
      ],
    },
    ...(options.reports
      ? [
          {
            heading: t.groups.reports,
            items: [
              { href: '/admin/movements', label: t.movements, icon: <TrendingUp aria-hidden /> },
              { href: '/admin/cohorts', label: t.cohorts, icon: <Grid3x3 aria-hidden /> },
              { href: '/admin/reports', label: texts.books.nav, icon: <BookOpen aria-hidden /> },
            ],
          },
        ]
      : []),
    {
      heading: t.groups.operations,
      items: [
        { href: '/admin/webhooks', label: t.webhooks, icon: <Inbox aria-hidden />, count: options.failedEvents },
        { href: '/admin/outbound', label: texts.outbound.adminTitle, icon: <Webhook aria-hidden /> },
        { href: '/admin/emails', label: t.emails, icon: <Mail aria-hidden />, count: options.failedEmails },
        ...(options.audit ? [{ href: '/admin/audit', label: t.audit, icon: <ScrollText aria-hidden /> }] : []),
        { href: '/admin/health', label: t.health, icon: <Activity aria-hidden /> },
      ],
    },
    {
      heading: t.groups.setup,
      items: [
        { href: '/admin/catalog', label: t.catalog, icon: <Tags aria-hidden /> },
        { href: '/admin/coupons', label: texts.discounts.admin.title, icon: <TicketPercent aria-hidden /> },
        { href: '/admin/simulator', label: t.simulator, icon: <Calculator aria-hidden /> },
        { href: '/admin/settings', label: t.settings, icon: <Settings2 aria-hidden /> },
        ...(options.sandbox ? [{ href: '/admin/sandbox', label: t.sandbox, icon: <FlaskConical aria-hidden /> }] : []),
      ],
    },
  ]
}
