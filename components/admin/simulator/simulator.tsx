'use client'

import { Play, RotateCcw } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import type { Action } from '@/components/forms/outcome'
import { useSubmit } from '@/components/forms/use-submit'
import { texts } from '@/components/texts/en'
import { Banner } from '@/components/ui/banner'
import { Button } from '@/components/ui/button'
import { Section } from '@/components/ui/card'
import { Field } from '@/components/ui/field'
import { NativeSelect } from '@/components/ui/native-select'
import { Textarea } from '@/components/ui/textarea'
import type { PlayedScenario } from '@/lib/simulator/play-scenario'
import { SimulationResult } from './simulation-result'

interface SimulatorProps {
  /** The chosen example's id: it stands in the page's address. */
  example: string
  examples: { id: string; title: string }[]
  text: string
  played: PlayedScenario
  play: Action<{ text: string }, PlayedScenario>
}

/** A scenario to edit, and beside it what comes of it. */
export function Simulator({ example, examples, text: given, played: first, play }: SimulatorProps) {
  const t = texts.admin.simulator
  const router = useRouter()
  const [text, setText] = useState(given)
  const [played, setPlayed] = useState({ text: given, answer: first })
  const { run, pending, formError } = useSubmit(play, (answer) => {
    if (answer) setPlayed({ text, answer })
  })
  const error = 'error' in played.answer ? played.answer.error : undefined
  const report = 'report' in played.answer ? played.answer.report : null
  return (
    <div className="grid items-start gap-5 xl:grid-cols-[minmax(0,5fr)_minmax(0,8fr)]">
      <Section id="scenario" title={t.scenario} className="xl:sticky xl:top-4">
        <form
          className="flex flex-col gap-4"
          onSubmit={(event) => {
            event.preventDefault()
            run({ text })
          }}
        >
          <Field label={t.example}>
            <NativeSelect
              value={example}
              onChange={(event) => router.push(`/admin/simulator?example=${event.target.value}`, { scroll: false })}
            >
              {examples.map(({ id, title }) => (
                <option key={id} value={id}>
                  {title}
                </option>
              ))}
            </NativeSelect>
          </Field>
          <Field label={t.scenario} hideLabel hint={t.scenarioHint} error={error ?? formError}>
            <Textarea
              value={text}
              onChange={(event) => setText(event.target.value)}
              rows={22}
              spellCheck={false}
              autoCapitalize="off"
              className="max-h-[70vh] font-mono text-xs leading-relaxed"
            />
          </Field>
          <div className="flex flex-wrap items-center gap-2">
            <Button type="submit" disabled={pending}>
              <Play aria-hidden />
              {pending ? t.playing : t.play}
            </Button>
            {text !== given && (
              <Button type="button" variant="ghost" onClick={() => setText(given)}>
                <RotateCcw aria-hidden />
                {t.reset}
              </Button>
            )}
          </div>
        </form>
      </Section>
      <div className="flex min-w-0 flex-col gap-5" aria-busy={pending}>
        {text !== played.text && <Banner title={t.stale} />}
        {error && <Banner tone="critical" title={t.wrong} />}
        {report && <SimulationResult report={report} />}
      </div>
    </div>
  )
}
