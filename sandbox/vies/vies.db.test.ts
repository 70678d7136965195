import { expect, test } from 'vitest'
import { sandboxUnderTest } from '../testing-client'

const { url, control } = await sandboxUnderTest()
const ask = async (body: object) => {
  const response = await fetch(`${url}/vies/rest-api/check-vat-number`, { method: 'POST', body: JSON.stringify(body) })
  return { status: response.status, body: (await response.json()) as Record<string, unknown> }
}
const requester = { requesterMemberStateCode: 'DE', requesterNumber: '136695976' }

test('says yes with a consultation number for those who say who they are', async () => {
  const { status, body } = await ask({ countryCode: 'FR', vatNumber: '40303265045', ...requester })
  expect(status).toBe(200)
  expect(body).toMatchObject({ valid: true, name: 'SANDBOX TRADING FR40303265045' })
  expect(body.requestIdentifier).toMatch(/^WAPIAAAA.{8}$/)
  expect((await ask({ countryCode: 'FR', vatNumber: '40303265045' })).body).toMatchObject({ requestIdentifier: '' })
})

test('says no, or nothing, as the number asks for', async () => {
  expect((await ask({ countryCode: 'FR', vatNumber: '83404833048' })).body).toMatchObject({ valid: false })
  expect(await ask({ countryCode: 'NL', vatNumber: '010000446B01' })).toEqual({
    status: 500,
    body: { actionSucceed: false, errorWrappers: [{ error: 'MS_UNAVAILABLE' }] },
  })
  expect(await ask({ countryCode: 'NL' })).toMatchObject({ status: 400, body: { actionSucceed: false } })
})

test('does as it is told, so many times', async () => {
  await control('POST', '/vies', { vatId: 'AT', state: 'TIMEOUT', times: 2 })
  const question = { countryCode: 'AT', vatNumber: 'U13585627' }
  expect([await ask(question), await ask(question), await ask(question)].map(({ status }) => status)).toEqual([
    500, 500, 200,
  ])
  await control('POST', '/vies', { vatId: '*', state: 'invalid' })
  expect((await ask(question)).body).toMatchObject({ valid: false })
  await control('DELETE', '/vies')
  expect((await ask(question)).body).toMatchObject({ valid: true })
})
