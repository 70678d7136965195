import type { Metadata } from 'next'
import Link from 'next/link'
import { toApiKeyItem, toScopeItems } from '@/app/_server/api-key-item'
import { requireStaff } from '@/app/_server/guard'
import { STAFF_TIME_ZONE } from '@/components/admin/time-zone'
import { ApiKeys } from '@/components/api-keys/api-keys'
import { texts } from '@/components/texts/en'
import { buttonStyles } from '@/components/ui/button'
import { PageHeader } from '@/components/ui/page-header'
import { listApiKeys } from '@/lib/api/read-api-keys'
import { ALL_SCOPES } from '@/lib/api/scopes'
import { createKey, revokeKey, rotateKey } from './actions'

const t = texts.api.keys

export const metadata: Metadata = { title: t.title }

export default async function StaffApiKeysPage() {
  await requireStaff('staff.api_keys.manage')
  const keys = await listApiKeys(null)
  return (
    <>
      <PageHeader
        title={t.title}
        description={t.staffDescription}
        breadcrumb={[{ label: texts.admin.settings.title, href: '/admin/settings' }, { label: t.title }]}
        actions={
          <Link href="/docs/api" className={buttonStyles({ variant: 'secondary' })}>
            {t.reference}
          </Link>
        }
      />
      <ApiKeys
        keys={keys.map((key) => toApiKeyItem(key, STAFF_TIME_ZONE))}
        scopes={toScopeItems(ALL_SCOPES)}
        create={createKey}
        rotate={rotateKey}
        revoke={revokeKey}
      />
    </>
  )
}
