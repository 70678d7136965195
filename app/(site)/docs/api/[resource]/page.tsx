import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { ReferenceResource } from '@/components/api-reference/reference-resource'
import { texts } from '@/components/texts/en'
import { apiReference } from '@/lib/api/reference'

interface PageProps {
  params: Promise<{ resource: string }>
}

async function sectionOf({ params }: PageProps) {
  const { resource } = await params
  return apiReference().find(({ id }) => id === resource)
}

export async function generateMetadata(props: PageProps): Promise<Metadata> {
  const section = await sectionOf(props)
  return section ? { title: `${section.name} · ${texts.api.reference.title}`, description: section.description } : {}
}

/** Public, as the rest of the reference. */
export default async function ApiResourcePage(props: PageProps) {
  const section = await sectionOf(props)
  if (!section) notFound()
  return <ReferenceResource section={section} />
}
