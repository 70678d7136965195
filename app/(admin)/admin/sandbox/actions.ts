'use server'

import { revalidatePath } from 'next/cache'
import { z } from 'zod'
import { staffAction } from '@/app/_server/action'
import { requestTravel } from '@/lib/runtime/request-travel'
import {
  armFault as armUseCase,
  clearFaults as clearUseCase,
  faultSchema,
  flushWebhooks as flushUseCase,
  orderVies as orderViesUseCase,
  resetVies as resetViesUseCase,
  setWebhookMode as setModeUseCase,
  viesOrderSchema,
  webhookModeSchema,
} from '@/lib/runtime/sandbox-control'

/** Asks the worker to move the clock. Errors: `time_moves_forward`, `too_far`, `already_traveling`. */
export const travelTo = staffAction('staff.time_machine')
  .inputSchema(z.object({ to: z.iso.datetime() }))
  .action(async ({ parsedInput: { to }, ctx: { actor, now } }) => {
    await requestTravel({ to: new Date(to), actor, now })
    revalidatePath('/admin', 'layout')
  })

/** Makes the next matching requests to the sandbox's Stripe go wrong. */
export const armFault = staffAction('staff.time_machine')
  .inputSchema(faultSchema)
  .action(async ({ parsedInput }) => {
    await armUseCase(parsedInput)
    revalidatePath('/admin/sandbox')
  })

export const clearFaults = staffAction('staff.time_machine')
  .inputSchema(z.object({}))
  .action(async () => {
    await clearUseCase()
    revalidatePath('/admin/sandbox')
  })

/** How the sandbox delivers its webhooks from now on. */
export const setWebhookMode = staffAction('staff.time_machine')
  .inputSchema(z.object({ mode: webhookModeSchema }))
  .action(async ({ parsedInput: { mode } }) => {
    await setModeUseCase(mode)
    revalidatePath('/admin/sandbox')
  })

export const flushWebhooks = staffAction('staff.time_machine')
  .inputSchema(z.object({}))
  .action(async () => {
    await flushUseCase()
    revalidatePath('/admin/sandbox')
  })

/** What the sandbox's VIES says of one id, of a member state's, or of all. */
export const orderVies = staffAction('staff.time_machine')
  .inputSchema(viesOrderSchema)
  .action(async ({ parsedInput }) => {
    await orderViesUseCase(parsedInput)
    revalidatePath('/admin/sandbox')
  })

export const resetVies = staffAction('staff.time_machine')
  .inputSchema(z.object({}))
  .action(async () => {
    await resetViesUseCase()
    revalidatePath('/admin/sandbox')
  })
