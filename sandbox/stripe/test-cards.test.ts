import { expect, test } from 'vitest'
import { passesLuhn, testCard, testCardByAlias } from './test-cards'
import { isIban, testAccount } from './test-ibans'

test('the check digit tells a mistyped number', () => {
  expect(passesLuhn('4242424242424242')).toBe(true)
  expect(passesLuhn('4242424242424241')).toBe(false)
  expect(passesLuhn('4242')).toBe(false)
})

test.each([
  '4242424242424242',
  '4000000000000002',
  '4000000000009995',
  '4000000000009987',
  '4000000000009979',
  '4000000000000069',
  '4000000000000127',
  '4000000000000119',
  '4000000000000341',
  '4000002500003155',
  '4000002760003184',
  '4000003800000446',
  '4000008260003178',
  '4000000000000259',
  '4000000000007726',
  '4000000000005126',
])('%s is a test card with a right check digit', (number) => {
  expect(testCard(number)).toBeDefined()
  expect(passesLuhn(number)).toBe(true)
})

test('a shorthand names the same card as payment method and as token', () => {
  expect(testCardByAlias('pm_card_visa')?.number).toBe('4242424242424242')
  expect(testCardByAlias('tok_visa')?.number).toBe('4242424242424242')
  expect(testCardByAlias('pm_card_visa_chargeDeclined')?.number).toBe('4000000000000002')
  expect(testCardByAlias('pm_card_nothing')).toBeUndefined()
  expect(testCardByAlias('pm_1234')).toBeUndefined()
})

test.each([
  ['DE89370400440532013000', 'succeeds'],
  ['DE62370400440532013001', 'fails'],
  ['DE35370400440532013002', 'disputed'],
])('a debit from %s %s', (iban, outcome) => {
  expect(isIban(iban)).toBe(true)
  expect(testAccount(iban).outcome).toBe(outcome)
})

test('an IBAN with wrong check digits is none', () => {
  expect(isIban('DE00370400440532013000')).toBe(false)
  expect(isIban('DE8937040044')).toBe(false)
})
