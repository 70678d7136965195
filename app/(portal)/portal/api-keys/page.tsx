import type { Metadata } from 'next'
import Link from 'next/link'
import { toApiKeyItem, toScopeItems } from '@/app/_server/api-key-item'
import { requireMember } from '@/app/_server/guard'
import { ApiKeys } from '@/components/api-keys/api-keys'
import { texts } from '@/components/texts/en'
import { buttonStyles } from '@/components/ui/button'
import { PageHeader } from '@/components/ui/page-header'
import { listApiKeys } from '@/lib/api/read-api-keys'
import { MEMBER_SCOPES } from '@/lib/api/scopes'
import { createKey, revokeKey, rotateKey } from './actions'

const t = texts.api.keys

export const metadata: Metadata = { title: t.title }

export default async function ApiKeysPage() {
  const { customer } = await requireMember('api_keys.manage')
  const keys = await listApiKeys(customer.id)
  return (
    <>
      <PageHeader
        title={t.title}
        description={t.description(customer.name)}
        actions={
          <Link href="/docs/api" className={buttonStyles({ variant: 'secondary' })}>
            {t.reference}
          </Link>
        }
      />
      <ApiKeys
        keys={keys.map((key) => toApiKeyItem(key, customer.timeZone))}
        scopes={toScopeItems(MEMBER_SCOPES)}
        create={createKey}
        rotate={rotateKey}
        revoke={revokeKey}
      />
    </>
  )
}
