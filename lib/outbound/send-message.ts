import { lookup } from 'node:dns/promises'
import { request as httpRequest, type IncomingMessage, type RequestOptions } from 'node:http'
import { request as httpsRequest } from 'node:https'
import type { LookupAddress } from 'node:dns'
import { wallClock } from '@/lib/platform/clock'
import { isPublicAddress, literalAddress, type UrlPolicy } from './endpoint-url'

const TIMEOUT_MS = 15_000
/** What is read of an answer at most, and what is kept of it for people to see. */
const MOST_READ_BYTES = 64 * 1024
const MOST_KEPT_LETTERS = 1000

/** Why nothing was taken: stable words, for the log and its texts. */
export type SendError =
  'status' | 'redirect' | 'timeout' | 'dns' | 'address_refused' | 'tls' | 'connection' | 'protocol'

export interface Answer {
  statusCode: number | null
  /** Null: it was taken (2xx). */
  error: SendError | null
  /** The beginning of what was said. */
  body: string
  durationMs: number
}

export interface Posting {
  url: URL
  headers: Record<string, string>
  body: string
  policy: UrlPolicy
  timeoutMs?: number
}

/**
 * Posts once and says how it went; never throws. The name is looked up here, each address is checked, and the connection goes
 * to one of the checked addresses and nowhere else: a name that answers differently a moment later (DNS rebinding) gains
 * nothing. Redirects are not followed, no connection is kept, and of the answer a little is read.
 */
export async function sendMessage({ url, headers, body, policy, timeoutMs = TIMEOUT_MS }: Posting): Promise<Answer> {
  const startedAt = wallClock().getTime()
  const answer = (rest: Omit<Answer, 'durationMs'>): Answer => ({
    ...rest,
    durationMs: wallClock().getTime() - startedAt,
  })
  const signal = AbortSignal.timeout(timeoutMs)
  try {
    const addresses = await unlessAborted(addressesOf(url, policy), signal)
    const response = await exchange({ url, addresses, signal, headers, body })
    const statusCode = response.statusCode ?? 0
    return answer({ statusCode, error: verdictOf(statusCode), body: await beginningOf(response, signal) })
  } catch (error) {
    return answer({ statusCode: null, error: signal.aborted ? 'timeout' : reasonOf(error), body: '' })
  }
}

function verdictOf(statusCode: number): SendError | null {
  if (statusCode >= 200 && statusCode < 300) return null
  return statusCode >= 300 && statusCode < 400 ? 'redirect' : 'status'
}

class AddressRefused extends Error {}

/** All addresses of the name, each of them checked: one that is not public refuses the name as a whole. */
async function addressesOf(url: URL, { allowPrivate }: UrlPolicy): Promise<LookupAddress[]> {
  const literal = literalAddress(url)
  const addresses = literal
    ? [{ address: literal, family: literal.includes(':') ? 6 : 4 }]
    : await lookup(url.hostname, { all: true })
  if (addresses.length === 0) throw Object.assign(new Error('no address'), { code: 'ENOTFOUND' })
  if (!allowPrivate && !addresses.every(({ address }) => isPublicAddress(address))) throw new AddressRefused()
  return addresses
}

interface Exchange {
  url: URL
  addresses: LookupAddress[]
  signal: AbortSignal
  headers: Record<string, string>
  body: string
}

function exchange({ url, addresses, signal, headers, body }: Exchange): Promise<IncomingMessage> {
  const options: RequestOptions = {
    method: 'POST',
    agent: false,
    signal,
    lookup: (_name, { all }, found) =>
      all ? found(null, addresses) : found(null, addresses[0]!.address, addresses[0]!.family),
    headers: {
      ...headers,
      'content-type': 'application/json; charset=utf-8',
      'content-length': Buffer.byteLength(body),
      'user-agent': 'Concierge-Billing-Webhooks/1',
      accept: '*/*',
    },
  }
  const post = url.protocol === 'https:' ? httpsRequest : httpRequest
  return new Promise((resolve, reject) => {
    post(url, options, resolve).on('error', reject).end(body)
  })
}

/** The first letters of the answer. One that never ends, or breaks off, was an answer all the same. */
async function beginningOf(response: IncomingMessage, signal: AbortSignal): Promise<string> {
  const chunks: Buffer[] = []
  let size = 0
  try {
    for await (const chunk of response as AsyncIterable<Buffer>) {
      chunks.push(chunk)
      size += chunk.length
      if (size >= MOST_READ_BYTES || signal.aborted) break
    }
  } catch {
    // What came until then is what there is.
  }
  response.destroy()
  const text = Buffer.concat(chunks).toString('utf8').replaceAll('\0', '\ufffd').slice(0, MOST_KEPT_LETTERS)
  // Half a surrogate pair at the cut is nothing that PostgreSQL takes.
  return Buffer.from(text, 'utf8').toString('utf8')
}

async function unlessAborted<Value>(work: Promise<Value>, signal: AbortSignal): Promise<Value> {
  let stop: () => void = () => undefined
  const aborted = new Promise<never>((_resolve, reject) => {
    stop = () => reject(new Error('aborted'))
    signal.addEventListener('abort', stop, { once: true })
  })
  return Promise.race([work, aborted]).finally(() => signal.removeEventListener('abort', stop))
}

function reasonOf(error: unknown): SendError {
  if (error instanceof AddressRefused) return 'address_refused'
  const code = String((error as { code?: unknown }).code ?? '')
  if (/^(ENOTFOUND|EAI_)/.test(code)) return 'dns'
  if (/CERT|TLS|SSL|SELF_SIGNED|UNABLE_TO|^EPROTO$/.test(code)) return 'tls'
  return code.startsWith('HPE_') ? 'protocol' : 'connection'
}
