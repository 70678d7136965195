import { afterEach, expect, test } from 'vitest'
import { env } from '@/lib/platform/env'
import { orderVies, readSandbox, resetVies, VIES_STATES } from './sandbox-control'

afterEach(resetVies)

async function ask(countryCode: string, vatNumber: string): Promise<string> {
  const response = await fetch(`${env.SANDBOX_URL}/vies/rest-api/check-vat-number`, {
    method: 'POST',
    body: JSON.stringify({ countryCode, vatNumber }),
  })
  const answer = (await response.json()) as { valid?: boolean; errorWrappers?: { error: string }[] }
  return answer.errorWrappers?.[0]?.error ?? (answer.valid ? 'valid' : 'invalid')
}

test.each(VIES_STATES)('VIES says %s for one member state and goes on as before for the others', async (state) => {
  await orderVies({ vatId: 'FR', state })
  expect(await ask('FR', '40303265045')).toBe(state)
  expect(await ask('DE', '136695976')).toBe('valid')
  expect((await readSandbox()).vies).toMatchObject([{ id: 'FR', state }])
  await resetVies()
  expect(await ask('FR', '40303265045')).toBe('valid')
})

test('what is said of one id goes before what is said of all', async () => {
  await orderVies({ vatId: '*', state: 'SERVICE_UNAVAILABLE' })
  await orderVies({ vatId: 'FR40303265045', state: 'invalid' })
  expect(await ask('FR', '40303265045')).toBe('invalid')
  expect(await ask('DE', '136695976')).toBe('SERVICE_UNAVAILABLE')
})
