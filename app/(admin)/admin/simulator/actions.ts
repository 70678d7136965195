'use server'

import { z } from 'zod'
import { staffAction } from '@/app/_server/action'
import { playScenario } from '@/lib/simulator/play-scenario'

/** Plays a scenario; what is wrong with it is part of the answer, not an error of ours. */
export const play = staffAction('staff.simulate')
  .inputSchema(z.object({ text: z.string().max(100_000) }))
  .action(({ parsedInput: { text } }) => Promise.resolve(playScenario(text)))
