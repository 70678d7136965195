import Link from 'next/link'
import { texts } from '@/components/texts/en'
import { Section } from '@/components/ui/card'
import { quantityText } from '@/components/usage/quantity-text'

interface TopUsersProps {
  meters: {
    code: string
    name: string
    unit: string
    users: { customerId: string; customerName: string; quantity: string }[]
  }[]
}

/** Who used most of each meter. */
export function TopUsers({ meters }: TopUsersProps) {
  const t = texts.usage.admin
  return (
    <Section id="top" title={t.top} description={t.topText(t.topRange)}>
      <div className="grid gap-x-8 gap-y-6 sm:grid-cols-2 xl:grid-cols-3">
        {meters.map(({ code, name, unit, users }) => {
          const most = Number(users[0]?.quantity ?? 1)
          return (
            <div key={code} className="min-w-0">
              <h3 className="text-sm font-medium">{name}</h3>
              {users.length === 0 ? (
                <p className="mt-2 text-sm text-ink-faint">{t.topNone}</p>
              ) : (
                <ol className="mt-2 flex flex-col gap-2">
                  {users.map(({ customerId, customerName, quantity }) => (
                    <li key={customerId} className="text-sm">
                      <div className="flex items-baseline justify-between gap-4">
                        <Link
                          href={`/admin/customers/${customerId}#usage`}
                          className="min-w-0 truncate rounded-sm underline-offset-4 hover:underline"
                        >
                          {customerName}
                        </Link>
                        <span className="whitespace-nowrap text-ink-muted tabular">{quantityText(quantity, unit)}</span>
                      </div>
                      <div aria-hidden className="mt-1 h-1 rounded-full bg-sunken">
                        <div
                          className="h-1 rounded-full bg-accent"
                          style={{ width: `${((Number(quantity) / most) * 100).toFixed(1)}%` }}
                        />
                      </div>
                    </li>
                  ))}
                </ol>
              )}
            </div>
          )
        })}
      </div>
    </Section>
  )
}
