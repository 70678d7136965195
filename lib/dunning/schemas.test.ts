import { expect, it } from 'vitest'
import { dunningPolicySchema } from './schemas'

const policy = {
  retryDays: '1, 3,5 , 7',
  finalAction: 'CANCEL',
  reminderDays: '3, 10, 20',
  sentFinalAction: 'LEAVE',
  giveUpDays: '14',
  reclaimsVat: true,
  onDispute: 'NONE',
}
const problems = (input: object) =>
  dunningPolicySchema.safeParse({ ...policy, ...input }).error?.issues.map(({ path }) => path.join('.')) ?? []

it('reads what is typed', () => {
  expect(dunningPolicySchema.parse(policy)).toEqual({
    ...policy,
    retryDays: [1, 3, 5, 7],
    reminderDays: [3, 10, 20],
    giveUpDays: 14,
  })
  expect(dunningPolicySchema.parse({ ...policy, retryDays: ' ', giveUpDays: '0' })).toMatchObject({
    retryDays: [],
    giveUpDays: 0,
  })
})

it.each(['3, 2', '1, 1', '0', '1, 91', '1.5', '-1', 'one', '1,,2', Array.from({ length: 13 }, (_, i) => i + 1).join()])(
  'refuses the days %s',
  (retryDays) => expect(problems({ retryDays })).toEqual(['retryDays']),
)

it.each([
  ['giveUpDays', '-1'],
  ['giveUpDays', '91'],
  ['giveUpDays', '1.5'],
  ['finalAction', 'DELETE'],
  ['sentFinalAction', 'NOTHING'],
  ['reminderDays', '10, 3'],
  ['onDispute', 'BLOCK'],
])('refuses %s %s', (field, value) => expect(problems({ [field]: value })).toEqual([field]))
