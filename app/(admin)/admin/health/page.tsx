import type { Metadata } from 'next'
import { Suspense } from 'react'
import { CircleAlert, CircleCheck } from 'lucide-react'
import { requireStaff } from '@/app/_server/guard'
import { RefreshWhile } from '@/components/payments/refresh-while'
import { texts } from '@/components/texts/en'
import { Badge } from '@/components/ui/badge'
import { Banner } from '@/components/ui/banner'
import { Section } from '@/components/ui/card'
import { DescriptionList } from '@/components/ui/description-list'
import { PageHeader } from '@/components/ui/page-header'
import { Skeleton } from '@/components/ui/skeleton'
import { checkHealth } from '@/lib/runtime/check-health'
import { InvariantList } from './invariant-list'

export const metadata: Metadata = { title: texts.admin.health.title }

export default async function HealthPage() {
  const { now } = await requireStaff('staff.dashboard')
  const { ok, checks } = await checkHealth()
  const t = texts.admin.health
  return (
    <>
      <PageHeader title={t.title} description={t.description} />
      <RefreshWhile active everyMs={10_000} />
      <div className="flex max-w-2xl flex-col gap-5">
        <Banner tone={ok ? 'positive' : 'critical'} title={ok ? t.ok : t.notOk} />
        <Section
          title={t.title}
          actions={
            <a
              href="/api/health"
              className="text-sm text-accent-text underline decoration-accent-line underline-offset-4 hover:decoration-current"
            >
              {t.json}
            </a>
          }
        >
          <DescriptionList
            items={Object.entries(checks).flatMap(([name, check]) =>
              check
                ? [
                    {
                      term: t.checks[name] ?? name,
                      value: (
                        <span className="inline-flex flex-wrap items-center justify-end gap-x-3 gap-y-1">
                          <span className="text-ink-muted">{check.detail}</span>
                          <Badge
                            tone={check.ok ? 'positive' : 'critical'}
                            icon={check.ok ? <CircleCheck aria-hidden /> : <CircleAlert aria-hidden />}
                          >
                            {check.ok ? t.fine : t.broken}
                          </Badge>
                        </span>
                      ),
                    },
                  ]
                : [],
            )}
          />
        </Section>
        <Suspense fallback={<Skeleton className="h-96" />}>
          <InvariantList now={now} />
        </Suspense>
      </div>
    </>
  )
}
