import { z } from 'zod'
import { dunningState, type DunningRow } from '@/lib/dunning/read-dunning'
import { idAnswer, instantAnswer, toInstant, toInstantOrNull } from '../fields'

export const DUNNING_STATES = ['RUNNING', 'STOPPED', 'PAUSED', 'ENDED'] as const

export const dunningSchema = z
  .object({
    invoiceId: idAnswer('inv', 'the invoice that is followed up'),
    customerId: idAnswer('cus', 'the customer'),
    state: z.enum(DUNNING_STATES).meta({
      description:
        'STOPPED: only the customer can help. PAUSED: our staff hold it. ENDED: paid, or nothing more is done.',
    }),
    attempts: z
      .int()
      .meta({ description: 'Attempts of the schedule that failed; reminders of an invoice that was sent.' }),
    nextAttemptAt: instantAnswer('When it is tried, or the customer reminded, again.').nullable(),
    stop: z
      .enum(['HARD_DECLINE', 'ACTION_REQUIRED', 'NO_METHOD', 'EXHAUSTED'])
      .nullable()
      .meta({ description: 'Why no attempt is planned.' }),
    giveUpAt: instantAnswer('When the final action is taken.').nullable(),
    pausedAt: instantAnswer('Since when it is held.').nullable(),
    startedAt: instantAnswer('When it began.'),
    lastFailedAt: instantAnswer('When it failed last.'),
    lastFailure: z.string().nullable().meta({ description: 'The code of the last failure.' }),
    endedAt: instantAnswer('When it ended.').nullable(),
    outcome: z.enum(['PAID', 'VOIDED', 'CANCELED', 'UNCOLLECTIBLE', 'LEFT']).nullable(),
  })
  .meta({ id: 'Dunning' })

export const toDunning = (row: DunningRow): z.input<typeof dunningSchema> => ({
  invoiceId: row.invoiceId,
  customerId: row.customerId,
  state: dunningState(row),
  attempts: row.attempts,
  nextAttemptAt: toInstantOrNull(row.nextAttemptAt),
  stop: row.stop,
  giveUpAt: toInstantOrNull(row.giveUpAt),
  pausedAt: toInstantOrNull(row.pausedAt),
  startedAt: toInstant(row.startedAt),
  lastFailedAt: toInstant(row.lastFailedAt),
  lastFailure: row.lastFailure,
  endedAt: toInstantOrNull(row.endedAt),
  outcome: row.outcome,
})
