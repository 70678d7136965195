'use server'

import { revalidatePath } from 'next/cache'
import { z } from 'zod'
import { staffAction } from '@/app/_server/action'
import { endOfTypedDay } from '@/app/_server/typed-day'
import { STAFF_TIME_ZONE } from '@/components/admin/time-zone'
import type { ActionPreview } from '@/components/billing/previewed-action'
import { texts } from '@/components/texts/en'
import { addOverride, removeOverride, type OverrideToAdd } from '@/lib/entitlements/manage-overrides'
import { resolveCustomerEntitlements } from '@/lib/entitlements/resolve-customer-entitlements'
import { invalid } from '@/lib/platform/errors'

const overrideInput = z.object({
  customerId: z.string().min(1).max(100),
  /** `feature <code>` or `meter <code>`. */
  about: z.string().max(120),
  value: z.string().trim().max(100),
  /** `soft`, else hard. */
  kind: z.string().max(10),
  lastDay: z.union([z.literal(''), z.iso.date()]),
  reason: z.string().trim().max(500),
})
type OverrideInput = z.output<typeof overrideInput>

/** What the customer has today, and would have. */
export const previewOverride = staffAction('staff.customers.edit')
  .inputSchema(overrideInput)
  .action(async ({ parsedInput, ctx: { now } }): Promise<ActionPreview> => {
    const t = texts.entitlements.overrides
    const wanted = readWanted(parsedInput, now)
    if ('problem' in wanted) return wanted
    const today = await resolveCustomerEntitlements({ customerId: parsedInput.customerId, now })
    const { about } = wanted
    const before =
      'feature' in about
        ? featureText(today.features.find(({ code }) => code === about.feature)?.value ?? 'false')
        : limitText(today.meters.find(({ meter }) => meter === about.meter))
    const after =
      'feature' in about
        ? featureText(about.value)
        : limitText({ included: about.included?.toString() ?? null, hard: about.hard })
    return {
      previewedAt: now.toISOString(),
      currency: 'EUR',
      timeZone: STAFF_TIME_ZONE,
      breakdown: null,
      rows: [
        { label: t.today, text: before },
        { label: t.then, text: after, strong: true },
      ],
    }
  })

/** Errors: what `addOverride` throws. */
export const addCustomerOverride = staffAction('staff.customers.edit')
  .inputSchema(overrideInput.extend({ previewedAt: z.string() }))
  .action(async ({ parsedInput, ctx: { actor, now } }) => {
    const wanted = readWanted(parsedInput, now)
    if ('problem' in wanted) throw invalid('override_invalid', wanted.problem)
    const { customerId, reason } = parsedInput
    await addOverride({ customerId, reason, expiresAt: wanted.expiresAt, actor, now, ...wanted.about })
    revalidatePath('/admin', 'layout')
  })

/** `id`: "<customer> <override>". */
export const removeCustomerOverride = staffAction('staff.customers.edit')
  .inputSchema(z.object({ id: z.string().max(201) }))
  .action(async ({ parsedInput, ctx: { actor, now } }) => {
    const [customerId = '', overrideId = ''] = parsedInput.id.split(' ')
    await removeOverride({ customerId, overrideId, actor, now })
    revalidatePath('/admin', 'layout')
  })

type About = { feature: string; value: string } | { meter: string; included: bigint | null; hard: boolean }
type Wanted = { about: About; expiresAt: OverrideToAdd['expiresAt'] } | { problem: string }

function readWanted({ about, value, kind, lastDay, reason }: OverrideInput, now: Date): Wanted {
  const t = texts.entitlements.overrides
  const [what = '', code = ''] = about.split(' ')
  if (!value) return { problem: t.needsValue }
  const isMeter = what === 'meter'
  if (isMeter && !/^(\d{1,15}|unlimited)$/i.test(value)) return { problem: t.unknownValue }
  if (reason.length < 3) return { problem: t.needsReason }
  const expiresAt = endOfTypedDay(lastDay)
  if (expiresAt && expiresAt <= now) return { problem: t.past }
  const words: Record<string, string> = { yes: 'true', no: 'false' }
  return {
    expiresAt,
    about: isMeter
      ? { meter: code, included: /^\d/.test(value) ? BigInt(value) : null, hard: kind !== 'soft' }
      : { feature: code, value: words[value.toLowerCase()] ?? value },
  }
}

const featureText = (value: string): string => {
  const { yes, no } = texts.entitlements.overrides
  return value === 'true' ? yes : value === 'false' ? no : value
}

function limitText(limit: { included: string | null; hard: boolean } | undefined): string {
  const t = texts.entitlements.overrides
  if (!limit) return t.nothing
  return limit.included === null ? t.unlimited : `${limit.included}, ${(limit.hard ? t.hard : t.soft).toLowerCase()}`
}
