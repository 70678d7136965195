'use server'

import { revalidatePath } from 'next/cache'
import { z } from 'zod'
import { staffAction } from '@/app/_server/action'
import { texts } from '@/components/texts/en'
import { readOverageDraft, USAGE_MODELS } from '@/components/usage/overage-draft'
import { publishOveragePrice } from '@/lib/catalog/publish-overage-price'
import { removeAllowance } from '@/lib/catalog/remove-allowance'
import { saveMeter } from '@/lib/catalog/save-meter'
import { meterSchema, overagePriceSchema } from '@/lib/catalog/schemas'
import { setAllowance } from '@/lib/catalog/set-allowance'

const text = z.string().trim().max(200)

/** The form as it was filled in, made into a meter. */
const meterForm = z
  .object({
    code: text,
    name: text,
    unit: text,
    aggregation: z.string(),
    eventName: text,
    valueProperty: text,
    groupByProperty: text,
    filters: z.array(z.object({ property: text, values: z.string().max(5000) })).max(20),
    reset: z.string(),
    active: z.boolean(),
  })
  .transform(({ filters, groupByProperty, valueProperty, ...rest }, ctx) => {
    const parsed = meterSchema.safeParse({
      ...rest,
      valueProperty: valueProperty || 'quantity',
      groupByProperty: groupByProperty || null,
      filters: Object.fromEntries(
        filters.map(({ property, values }) => [
          property,
          values
            .split(',')
            .map((value) => value.trim())
            .filter(Boolean),
        ]),
      ),
    })
    if (parsed.success) return parsed.data
    const t = texts.usage.meters.problems
    for (const { path, message } of parsed.error.issues) {
      const field = String(path[0])
      const known = field === 'filters' ? (path.length > 1 ? t.filters : message) : message
      ctx.addIssue({ code: 'custom', path: [field], message: /^(Too|Invalid)/.test(known) ? t.missing : known })
    }
    return z.NEVER
  })

/** Makes a meter. Errors: `meter_exists`. */
export const createMeter = staffAction('staff.catalog.edit')
  .inputSchema(meterForm)
  .action(async ({ parsedInput: meter, ctx: { actor, now } }) => {
    await saveMeter({ meter, isNew: true, actor, now })
    revalidatePath('/admin', 'layout')
  })

/** Errors: `meter_in_use`. */
export const editMeter = staffAction('staff.catalog.edit')
  .inputSchema(meterForm)
  .action(async ({ parsedInput: meter, ctx: { actor, now } }) => {
    await saveMeter({ meter, isNew: false, actor, now })
    revalidatePath('/admin', 'layout')
  })

const allowanceForm = z.object({
  planId: z.string().min(1).max(100),
  meterCode: z.string().min(1).max(100),
  included: z.string().regex(/^\d{0,12}$/),
  hard: z.boolean(),
})

/** Errors: `allowance_unchanged`. */
export const saveAllowance = staffAction('staff.catalog.edit')
  .inputSchema(allowanceForm)
  .action(async ({ parsedInput: { included, ...rest }, ctx: { actor, now } }) => {
    await setAllowance({ allowance: { ...rest, included: included === '' ? null : BigInt(included) }, actor, now })
    revalidatePath('/admin', 'layout')
  })

/** Takes a meter out of a plan. `id`: "<plan> <meter>". Errors: `overage_on_sale`. */
export const removePlanAllowance = staffAction('staff.catalog.edit')
  .inputSchema(z.object({ id: z.string().max(201) }))
  .action(async ({ parsedInput: { id }, ctx: { actor, now } }) => {
    const [planId = '', meterCode = ''] = id.split(' ')
    await removeAllowance({ planId, meterCode, actor, now })
    revalidatePath('/admin', 'layout')
  })

const typed = z.string().max(40)
const overageForm = z.object({
  planId: z.string().min(1).max(100),
  meterCode: z.string().min(1).max(100),
  currency: z.string().length(3),
  draft: z
    .object({
      model: z.enum(USAGE_MODELS),
      unitAmount: typed,
      tiers: z.array(z.object({ upTo: typed, unitAmount: typed, flatAmount: typed })).max(20),
      packageSize: typed,
      packageAmount: typed,
      minimumAmount: typed,
      maximumAmount: typed,
    })
    .nullable(),
})

/** Publishes a version, or takes the price off sale. Errors: `overage_unchanged`, `overage_without_allowance`, `tiers_invalid`, `charge_limits_invalid`. */
export const publishOverage = staffAction('staff.catalog.edit')
  .inputSchema(
    overageForm.transform(({ draft, ...rest }, ctx) => {
      const read = draft && readOverageDraft(draft, rest.currency)
      const terms = read && 'terms' in read ? read.terms : { model: null }
      const parsed = overagePriceSchema.safeParse({ ...rest, ...terms })
      if (parsed.success && (!read || 'terms' in read)) return parsed.data
      ctx.addIssue({ code: 'custom', message: texts.usage.price.notComplete })
      return z.NEVER
    }),
  )
  .action(async ({ parsedInput: price, ctx: { actor, now } }) => {
    await publishOveragePrice({ price, actor, now })
    revalidatePath('/admin', 'layout')
  })
