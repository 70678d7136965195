import type { Metadata } from 'next'
import { ReferenceHome } from '@/components/api-reference/reference-home'
import { texts } from '@/components/texts/en'
import { openApiDocument } from '@/lib/api/openapi'
import { COMMON_PROBLEMS } from '@/lib/api/problem-schema'
import { apiReference } from '@/lib/api/reference'
import { API_VERSION } from '@/lib/api/version'

export const metadata: Metadata = { title: texts.api.reference.title, description: texts.api.reference.lead }

/** Public: it describes the API and shows nothing of anybody. */
export default function ApiReferencePage() {
  const problems = Object.entries(COMMON_PROBLEMS).flatMap(([status, codes]) =>
    Object.entries(codes).map(([code, text]) => ({ status: Number(status), code, text })),
  )
  return (
    <ReferenceHome
      sections={apiReference()}
      problems={problems}
      version={API_VERSION}
      baseUrl={openApiDocument().servers?.[0]?.url ?? ''}
    />
  )
}
