import { BillingError } from '@/lib/platform/errors'

/** Versions of the API, the newest first. A change that could break a client gets a new date; older ones are kept. */
export const API_VERSIONS = ['2026-11-22'] as const

export const API_VERSION: string = API_VERSIONS[0]

/** The version that a request asks for by `Concierge-Version`; the newest if it does not say. Throws unknown_version. */
export function readVersion(request: Request): string {
  const wanted = request.headers.get('concierge-version')
  if (wanted === null) return API_VERSION
  if ((API_VERSIONS as readonly string[]).includes(wanted)) return wanted
  throw new BillingError({
    kind: 'malformed',
    code: 'unknown_version',
    message: 'There is no such version of the API.',
    details: { versions: [...API_VERSIONS] },
  })
}
