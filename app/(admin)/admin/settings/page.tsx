import type { Metadata } from 'next'
import Link from 'next/link'
import { Check, Minus } from 'lucide-react'
import { requireStaff } from '@/app/_server/guard'
import { PolicyForm } from '@/components/admin/policy-form'
import { InvoicingPolicyForm } from '@/components/admin/invoicing-policy-form'
import { DunningPolicyForm } from '@/components/admin/dunning-policy-form'
import { countryName } from '@/components/format/countries'
import { texts } from '@/components/texts/en'
import { buttonStyles } from '@/components/ui/button'
import { Section } from '@/components/ui/card'
import { DescriptionList } from '@/components/ui/description-list'
import { PageHeader } from '@/components/ui/page-header'
import { Table, TableBody, TableCell, TableHead, TableHeaderCell, TableRow } from '@/components/ui/table'
import { STAFF_PERMISSIONS, STAFF_ROLES, staffMay, type StaffPermission } from '@/lib/auth/permissions'
import { getLegalEntity } from '@/lib/catalog/read-catalog'
import { getDunningPolicy } from '@/lib/dunning/dunning-policy'
import { getInvoicingPolicy } from '@/lib/invoices/invoicing-policy'
import { saveDunningPolicy } from './dunning-actions'
import { getBillingPolicy } from '@/lib/subscriptions/billing-policy'
import { savePolicy } from './actions'
import { saveInvoicingPolicy } from './invoicing-actions'

export const metadata: Metadata = { title: texts.admin.settings.title }

export default async function SettingsPage() {
  const { user, role, may } = await requireStaff('staff.dashboard')
  const [entity, policy, dunning, invoicing] = await Promise.all([
    getLegalEntity(),
    getBillingPolicy(),
    getDunningPolicy(),
    getInvoicingPolicy(),
  ])
  const t = texts.admin.settings
  return (
    <>
      <PageHeader
        title={t.title}
        description={t.description}
        actions={
          may('staff.api_keys.manage') && (
            <Link href="/admin/settings/api-keys" className={buttonStyles({ variant: 'secondary' })}>
              {texts.api.keys.title}
            </Link>
          )
        }
      />
      <div className="grid items-start gap-5 xl:grid-cols-2">
        <Section title={t.entity}>
          <DescriptionList
            items={[
              { term: t.name, value: entity.name },
              {
                term: t.address,
                value: `${entity.addressLine1}, ${entity.postalCode} ${entity.city}, ${countryName(entity.country)}`,
              },
              { term: t.vatId, value: entity.vatId },
              { term: t.registration, value: entity.registration },
              { term: t.managingDirectors, value: entity.managingDirectors },
              { term: t.email, value: entity.email },
              { term: t.bank, value: `${entity.iban}, ${entity.bic}` },
              { term: t.oss, value: entity.ossRegistered ? t.ossYes : t.ossNo },
            ]}
          />
        </Section>
        <Section title={t.you}>
          <DescriptionList
            items={[
              { term: t.name, value: user.name },
              { term: t.email, value: user.email },
              { term: t.role, value: texts.admin.roles[role] ?? role },
            ]}
          />
        </Section>
        <Section
          title={texts.lifecycle.policy.title}
          description={texts.lifecycle.policy.description}
          className="xl:col-span-2"
        >
          <PolicyForm policy={policy} mayEdit={may('staff.settings.edit')} save={savePolicy} />
        </Section>
        <InvoicingPolicyForm policy={invoicing} mayEdit={may('staff.settings.edit')} save={saveInvoicingPolicy} />
        <DunningPolicyForm
          mayEdit={may('staff.settings.edit')}
          save={saveDunningPolicy}
          initial={{
            ...dunning,
            retryDays: dunning.retryDays.join(', '),
            reminderDays: dunning.reminderDays.join(', '),
            giveUpDays: String(dunning.giveUpDays),
          }}
        />
        <Section title={t.mayTitle} flush className="xl:col-span-2">
          <Table aria-label={t.mayTitle}>
            <TableHead>
              <tr role="row">
                <TableHeaderCell>{t.permission}</TableHeaderCell>
                {STAFF_ROLES.map((name) => (
                  <TableHeaderCell key={name}>{texts.admin.roles[name]}</TableHeaderCell>
                ))}
              </tr>
            </TableHead>
            <TableBody>
              {(Object.keys(STAFF_PERMISSIONS) as StaffPermission[]).map((permission) => (
                <TableRow key={permission}>
                  <TableCell label={t.permission} primary>
                    <span className="font-mono text-xs">{permission.replace('staff.', '')}</span>
                  </TableCell>
                  {STAFF_ROLES.map((name) => (
                    <TableCell key={name} label={texts.admin.roles[name]}>
                      {staffMay(name, permission) ? (
                        <Check aria-label={t.yes} className="inline size-4 text-positive" />
                      ) : (
                        <Minus aria-label={t.no} className="inline size-4 text-ink-faint" />
                      )}
                    </TableCell>
                  ))}
                </TableRow>
              ))}
            </TableBody>
          </Table>
        </Section>
      </div>
    </>
  )
}
