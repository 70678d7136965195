'use client'

import { Plus, Webhook } from 'lucide-react'
import Link from 'next/link'
import { useState } from 'react'
import type { Action } from '@/components/forms/outcome'
import { texts } from '@/components/texts/en'
import { Button } from '@/components/ui/button'
import { Section } from '@/components/ui/card'
import { EmptyState } from '@/components/ui/empty-state'
import { SecretDialog } from '@/components/ui/secret-dialog'
import { EndpointBadge } from './endpoint-badge'
import { EndpointDialog } from './endpoint-dialog'
import type { EndpointInput, EndpointItem } from './outbound-items'

const t = texts.outbound

interface EndpointListProps {
  endpoints: EndpointItem[]
  /** `/portal/webhooks`: an endpoint's page is below it. */
  base: string
  staff?: boolean
  /** Missing: this reader may only look. */
  create?: Action<EndpointInput, { secret: string }>
}

/** The endpoints of a customer, or for staff all of them with whose they are. A new secret is shown once. */
export function EndpointList({ endpoints, base, staff, create }: EndpointListProps) {
  const [secret, setSecret] = useState<string | null>(null)
  const button = create && (
    <EndpointDialog
      trigger={
        <Button size="sm">
          <Plus aria-hidden />
          {t.create}
        </Button>
      }
      title={t.create}
      description={staff ? t.createOwnText : t.createText}
      submitLabel={t.create}
      start={{ url: '', description: '', eventTypes: [] }}
      action={create}
      onDone={(data) => data && setSecret(data.secret)}
    />
  )
  return (
    <>
      <Section id="endpoints" title={t.endpoints} flush actions={endpoints.length > 0 && button}>
        {endpoints.length === 0 ? (
          <EmptyState icon={<Webhook aria-hidden />} title={t.empty} actions={button}>
            {staff ? t.ownEmptyText : t.emptyText}
          </EmptyState>
        ) : (
          <ul className="divide-y divide-line">
            {endpoints.map((endpoint) => (
              <li key={endpoint.id} className="px-4 py-4 sm:px-5">
                <p className="flex flex-wrap items-center gap-x-2.5 gap-y-1">
                  <Link
                    href={`${base}/${endpoint.id}`}
                    className="min-w-0 rounded-sm text-sm font-medium break-all text-ink underline-offset-4 hover:underline"
                  >
                    {endpoint.url}
                  </Link>
                  <EndpointBadge state={endpoint.state} />
                </p>
                <p className="mt-1.5 flex flex-wrap gap-x-3 gap-y-0.5 text-xs text-ink-muted">
                  {staff && <span>{endpoint.customer?.name ?? t.ours}</span>}
                  {endpoint.description && <span className="break-words">{endpoint.description}</span>}
                  <span>{t.typeCount(endpoint.eventTypes.length)}</span>
                </p>
              </li>
            ))}
          </ul>
        )}
      </Section>
      {secret && <SecretDialog title={t.secretOf} secret={secret} texts={t} onClose={() => setSecret(null)} />}
    </>
  )
}
