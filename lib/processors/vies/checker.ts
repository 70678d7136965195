import { z } from 'zod'
import { env } from '@/lib/platform/env'
import { log } from '@/lib/platform/log'
import type { VatIdAnswer, VatIdChecker } from '@/lib/tax/vat-id-checker'

const baseUrl =
  env.VIES_URL ??
  (env.SANDBOX_URL ? `${env.SANDBOX_URL}/vies/rest-api` : 'https://ec.europa.eu/taxation_customs/vies/rest-api')

/** Member states that do not tell write `---`. */
const told = z
  .string()
  .nullish()
  .transform((text) => (text && !/^-*$/.test(text.trim()) ? text.trim() : null))

const answerSchema = z.object({
  valid: z.boolean().optional(),
  requestIdentifier: told,
  name: told,
  address: told,
  /** VALID, INVALID, or why there is no answer. */
  userError: z.string().nullish(),
  errorWrappers: z.array(z.object({ error: z.string() })).optional(),
})

/**
 * The European Commission's VIES over its REST interface (https://ec.europa.eu/taxation_customs/vies/#/technical-information).
 * Only a plain yes or no is an answer: MS_UNAVAILABLE, SERVICE_UNAVAILABLE, TIMEOUT, *_MAX_CONCURRENT_REQ and anything
 * we do not know are none. A number that VIES calls malformed (INVALID_INPUT) is invalid.
 */
export const viesChecker: VatIdChecker = {
  async check({ vatId, requesterVatId, timeoutMs }) {
    const number = { countryCode: vatId.slice(0, 2), vatNumber: vatId.slice(2) }
    const requester = {
      requesterMemberStateCode: requesterVatId.slice(0, 2),
      requesterNumber: requesterVatId.slice(2),
    }
    const answer = await ask({ ...number, ...requester }, timeoutMs)
    if (answer.outcome !== 'UNAVAILABLE' || answer.error !== 'INVALID_REQUESTER_INFO') return answer
    // Our own id is wrong in our settings: better an answer without a consultation number than none.
    log.error({ requesterVatId }, 'VIES does not know our own VAT id')
    return ask(number, timeoutMs)
  },
}

async function ask(body: Record<string, string>, timeoutMs: number): Promise<VatIdAnswer> {
  try {
    const response = await fetch(`${baseUrl}/check-vat-number`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/json' },
      body: JSON.stringify(body),
      cache: 'no-store',
      signal: AbortSignal.timeout(timeoutMs),
    })
    return translate(await response.json())
  } catch (error) {
    const isTimeout = error instanceof Error && error.name === 'TimeoutError'
    return { outcome: 'UNAVAILABLE', error: isTimeout ? 'NO_ANSWER_IN_TIME' : 'NOT_REACHED' }
  }
}

/** VIES' body in our words, whatever the HTTP status it came with. */
export function translate(body: unknown): VatIdAnswer {
  const parsed = answerSchema.safeParse(body)
  if (!parsed.success) return { outcome: 'UNAVAILABLE', error: 'ANSWER_NOT_UNDERSTOOD' }
  const { valid, requestIdentifier, name, address, userError, errorWrappers } = parsed.data
  const error = errorWrappers?.[0]?.error ?? userError ?? null
  if (error === 'INVALID_INPUT') return { outcome: 'INVALID', requestIdentifier: null, name: null, address: null }
  if (valid === undefined || (error && error !== 'VALID' && error !== 'INVALID'))
    return { outcome: 'UNAVAILABLE', error: error ?? 'ANSWER_NOT_UNDERSTOOD' }
  return { outcome: valid ? 'VALID' : 'INVALID', requestIdentifier, name, address }
}
