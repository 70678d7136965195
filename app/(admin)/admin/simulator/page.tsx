import type { Metadata } from 'next'
import { requireStaff } from '@/app/_server/guard'
import { Simulator } from '@/components/admin/simulator/simulator'
import { texts } from '@/components/texts/en'
import { PageHeader } from '@/components/ui/page-header'
import { EXAMPLES } from '@/lib/simulator/examples'
import { playScenario } from '@/lib/simulator/play-scenario'
import { play } from './actions'

export const metadata: Metadata = { title: texts.admin.simulator.title }

interface PageProps {
  searchParams: Promise<{ example?: string | string[] }>
}

export default async function SimulatorPage({ searchParams }: PageProps) {
  await requireStaff('staff.simulate')
  const { example: wanted } = await searchParams
  const example = EXAMPLES.find(({ id }) => id === wanted) ?? EXAMPLES[0]!
  const text = JSON.stringify(example.scenario, null, 2)
  const t = texts.admin.simulator
  return (
    <>
      <PageHeader title={t.title} description={t.description} />
      <Simulator
        key={example.id}
        example={example.id}
        examples={EXAMPLES.map(({ id, title }) => ({ id, title }))}
        text={text}
        played={playScenario(text)}
        play={play}
      />
    </>
  )
}
