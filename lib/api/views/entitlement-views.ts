import { z } from 'zod'
import type { Decision, UsageState } from '@/lib/entitlements/decide'
import type { ReservationRow } from '@/lib/entitlements/end-reservation'
import { amountAnswer, currencyAnswer, idAnswer, instantAnswer, toAmount, toInstant } from '../fields'

const quantity = (description: string) =>
  z.string().meta({ description: `${description} An exact decimal.`, example: '8' })

export const meterSchema = z.object({
  meter: z.string(),
  unit: z.string(),
  included: quantity('Of the whole period; null = unlimited.').nullable(),
  hard: z.boolean().meta({ description: 'Whether more is refused; else it is allowed and charged.' }),
  used: quantity('Before this request.'),
  held: quantity('Held back by reservations.'),
  remaining: quantity('Before this request; null = unlimited.').nullable(),
  period: z.object({ start: instantAnswer('From here.'), end: instantAnswer('To there, which is not part of it.') }),
})

export const toUsage = ({ period, ...usage }: UsageState): z.input<typeof meterSchema> => ({
  ...usage,
  period: { start: toInstant(period.start), end: toInstant(period.end) },
})

const upgradeSchema = z
  .object({
    kind: z.enum(['plan', 'add_on']),
    planCode: z.string(),
    planName: z.string(),
    priceId: idAnswer('price', 'the price'),
    quantity: z.int().meta({ description: 'How many of an add-on beside what there is.' }),
    amount: amountAnswer('What the plan (or that many add-ons) costs per interval, without VAT.'),
    additionalAmount: amountAnswer('How much more than today that is.'),
    currency: currencyAnswer,
    interval: z.enum(['MONTH', 'YEAR']),
    intervalCount: z.int(),
  })
  .meta({ id: 'UpgradeHint' })

export const decisionSchema = z
  .object({
    customer: idAnswer('cus', 'the customer'),
    mode: z.enum(['check', 'consume', 'reserve']),
    allowed: z.boolean(),
    code: z
      .enum(['no_access', 'not_included', 'limit_reached', 'spend_cap_reached'])
      .nullable()
      .meta({ description: 'Why it is not allowed.' }),
    access: z.enum(['FULL', 'GRACE', 'NONE']),
    reason: z.string().nullable().meta({ description: 'Why there is no access at all.' }),
    feature: z.object({ code: z.string(), value: z.string() }).nullable(),
    usage: meterSchema.meta({ id: 'MeterState' }).nullable(),
    overage: z
      .object({
        units: quantity('How much of the request is beyond the allowance.'),
        unitAmount: z.string().nullable().meta({
          description: 'Minor units, an exact decimal; null where the price is in tiers or packages.',
          example: '7.5',
        }),
        estimatedAmount: amountAnswer('What that adds to the next invoice as it looks now, without VAT.'),
        currency: currencyAnswer,
      })
      .nullable()
      .meta({ description: 'What goes beyond the allowance and is charged.' }),
    upgrade: upgradeSchema.nullable().meta({ description: 'The cheapest way to what was refused.' }),
    duplicate: z.boolean().meta({ description: 'It was counted or held before under this id.' }),
    reservation: z
      .object({
        id: idAnswer('rsv', 'the reservation'),
        expiresAt: instantAnswer('Held until.'),
        state: z.enum(['HELD', 'CONSUMED']),
      })
      .nullable(),
  })
  .meta({ id: 'EntitlementDecision' })

type Reserved = Pick<ReservationRow, 'id' | 'expiresAt' | 'state'>

export function toDecision(
  decision: Decision & { duplicate?: boolean; reservation?: Reserved | null },
): Omit<z.input<typeof decisionSchema>, 'customer' | 'mode'> {
  const { usage, overage, upgrade, duplicate = false, reservation, ...rest } = decision
  return {
    ...rest,
    usage: usage && toUsage(usage),
    overage: overage && { ...overage, estimatedAmount: toAmount(overage.estimatedAmount) },
    upgrade: upgrade && {
      ...upgrade,
      amount: toAmount(upgrade.amount),
      additionalAmount: toAmount(upgrade.additionalAmount),
    },
    duplicate,
    reservation: reservation
      ? {
          id: reservation.id,
          expiresAt: toInstant(reservation.expiresAt),
          state: reservation.state === 'CONSUMED' ? 'CONSUMED' : 'HELD',
        }
      : null,
  }
}

export const reservationSchema = z
  .object({
    id: idAnswer('rsv', 'the reservation'),
    customer: idAnswer('cus', 'the customer'),
    meter: z.string(),
    quantity: quantity('What was held.'),
    consumed: quantity('What was used of it.').nullable(),
    state: z.enum(['HELD', 'CONSUMED', 'RELEASED', 'EXPIRED']),
    expiresAt: instantAnswer('Held until.'),
  })
  .meta({ id: 'Reservation' })

export const toReservation = (row: ReservationRow): z.input<typeof reservationSchema> => ({
  id: row.id,
  customer: row.customerId,
  meter: row.meterCode,
  quantity: row.quantity,
  consumed: row.consumed,
  state: row.state,
  expiresAt: toInstant(row.expiresAt),
})
