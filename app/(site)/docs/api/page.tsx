import type { Metadata } from 'next'
import { Reference } from '@/components/api-reference/reference'
import { texts } from '@/components/texts/en'
import { openApiDocument } from '@/lib/api/openapi'
import { COMMON_PROBLEMS } from '@/lib/api/problem-schema'
import { objectsOf, referenceOf } from '@/lib/api/reference'
import { API_VERSION } from '@/lib/api/version'

export const metadata: Metadata = { title: texts.api.reference.title, description: texts.api.reference.lead }

/** Public: it describes the API and shows nothing of anybody. */
export default function ApiReferencePage() {
  const document = openApiDocument()
  const problems = Object.entries(COMMON_PROBLEMS).flatMap(([status, codes]) =>
    Object.entries(codes).map(([code, text]) => ({ status: Number(status), code, text })),
  )
  return (
    <Reference
      sections={referenceOf(document)}
      objects={objectsOf(document)}
      problems={problems}
      version={API_VERSION}
      baseUrl={document.servers?.[0]?.url ?? ''}
    />
  )
}
