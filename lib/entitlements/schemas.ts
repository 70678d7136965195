import { z } from 'zod'

const name = (max: number) => z.string().min(1).max(max)

/** An exact decimal as text (`"2.5"`), or a whole number. */
const quantitySchema = z.union([z.string().regex(/^\d{1,18}(\.\d{1,12})?$/), z.int().nonnegative()]).transform(String)

export const MAX_HOLD_SECONDS = 24 * 60 * 60

/** May this be used? `consume` also counts it, `reserve` holds it back. */
export const checkSchema = z
  .object({
    customer: name(64).optional().describe('May be left out with a key that belongs to one.'),
    feature: name(100).optional().describe('A feature’s code. Either this or `meter`.'),
    meter: name(100).optional().describe('A meter’s code.'),
    quantity: quantitySchema
      .optional()
      .describe('How much more is wanted: an exact decimal as text, or a whole number. Default 1.'),
    level: quantitySchema
      .optional()
      .describe('Of a meter that counts a level: how much there would be then, instead of `quantity`.'),
    mode: z
      .enum(['check', 'consume', 'reserve'])
      .default('check')
      .describe(
        '`consume` counts it if it is allowed, `reserve` holds it back until it is confirmed, released or expires.',
      ),
    id: name(200)
      .optional()
      .describe(
        'With `consume` the id of the usage event, with `reserve` of the reservation: sent again it counts once.',
      ),
    source: name(200).default('entitlements').describe('With `consume`: who reports the usage event.'),
    data: z
      .record(z.string(), z.unknown())
      .optional()
      .describe(
        'With `consume`: further properties of the usage event. Of a meter that keeps a level per group it says which group.',
      ),
    expiresInSeconds: z
      .int()
      .min(1)
      .max(MAX_HOLD_SECONDS)
      .default(300)
      .describe('With `reserve`: how long it is held.'),
  })
  .refine(({ feature, meter }) => (feature === undefined) !== (meter === undefined), {
    error: 'Say either a feature or a meter.',
    path: ['meter'],
  })
  .refine(({ mode, meter }) => mode === 'check' || meter !== undefined, {
    error: 'Only a meter can be consumed or reserved.',
    path: ['meter'],
  })
  .refine(({ mode, id }) => mode === 'check' || id !== undefined, {
    error: 'Send an id, and the same one when you repeat the request.',
    path: ['id'],
  })
  .refine(({ quantity, level }) => quantity === undefined || level === undefined, {
    error: 'Say either a quantity or a level.',
    path: ['level'],
  })
export type CheckInput = z.input<typeof checkSchema>
export type CheckRequest = z.output<typeof checkSchema>

export const confirmSchema = z.object({
  quantity: quantitySchema.optional().describe('How much of it was used in the end; all of it, if it is not said.'),
  source: name(200).default('entitlements'),
  data: z
    .record(z.string(), z.unknown())
    .optional()
    .describe('Further properties of the usage event; the group, of a meter that keeps a level per group.'),
})
export type ConfirmRequest = z.output<typeof confirmSchema>

export const alertSettingsSchema = z.object({
  thresholds: z
    .array(z.coerce.number().int().min(1).max(500))
    .max(10)
    .transform((values) => [...new Set(values)].sort((a, b) => a - b)),
})
