'use server'

import { z } from 'zod'
import { staffAction } from '@/app/_server/action'
import { formatMoney } from '@/components/format/money'
import { texts } from '@/components/texts/en'
import type { CommandGroup } from '@/components/ui/command-palette'
import { searchCustomers } from '@/lib/customers/read-customers'
import { searchInvoices } from '@/lib/invoices/read-invoices'
import { searchSubscriptions } from '@/lib/subscriptions/read-subscriptions'

const FEW = { page: 1, pageSize: 5 }

/** What ⌘K finds: customers by name, email, VAT id or id, invoices by number, subscriptions by id. */
export const find = staffAction('staff.customers.view')
  .inputSchema(z.string().trim().min(2).max(200))
  .action(async ({ parsedInput: query }): Promise<CommandGroup[]> => {
    const [customers, invoices, subscriptions] = await Promise.all([
      searchCustomers({ query, sort: 'name', direction: 'asc', ...FEW }),
      searchInvoices({ query, ...FEW }),
      query.startsWith('sub_') ? searchSubscriptions({ query, ...FEW }) : { rows: [] },
    ])
    const t = texts.admin.found
    const groups: CommandGroup[] = [
      {
        heading: t.customers,
        items: customers.rows.map(({ id, name, email }) => ({
          id,
          label: name,
          hint: email,
          href: `/admin/customers/${id}`,
        })),
      },
      {
        heading: t.subscriptions,
        items: subscriptions.rows.map(({ id, customer }) => ({
          id,
          label: customer.name,
          hint: id,
          href: `/admin/subscriptions/${id}`,
        })),
      },
      {
        heading: t.invoices,
        items: invoices.rows.map(({ id, number, customer, total, currency }) => ({
          id,
          label: number ?? id,
          hint: `${customer.name}, ${formatMoney(total, { currency })}`,
          href: `/admin/invoices/${id}`,
        })),
      },
    ]
    return groups.filter(({ items }) => items.length > 0)
  })
