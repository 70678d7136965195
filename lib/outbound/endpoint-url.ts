import ipaddr from 'ipaddr.js'
import { invalid } from '@/lib/platform/errors'

/** Public addresses behind which clouds keep what is for their own machines (Azure's wire server). */
const NOT_FOR_US = new Set(['168.63.129.16'])
const GLOBAL_IPV6 = ipaddr.IPv6.parseCIDR('2000::/3')

/**
 * Whether anyone on the internet may be behind this address. Everything that has a meaning of its own is refused: loopback,
 * private, link-local (metadata of clouds), carrier-grade NAT, multicast, documentation, reserved, and every way to write an
 * IPv4 address as IPv6 (mapped, NAT64, 6to4, Teredo).
 */
export function isPublicAddress(address: string): boolean {
  if (!ipaddr.isValid(address)) return false
  const parsed = ipaddr.parse(address)
  if (parsed.range() !== 'unicast' || NOT_FOR_US.has(parsed.toString())) return false
  return parsed.kind() === 'ipv4' || (parsed as ipaddr.IPv6).match(GLOBAL_IPV6)
}

/** The address a URL names by itself, without a look-up, or null. `URL` has already made `0x7f.1` and `2130706433` of it. */
export function literalAddress({ hostname }: URL): string | null {
  const bare = hostname.startsWith('[') ? hostname.slice(1, -1) : hostname
  return ipaddr.isValid(bare) ? bare : null
}

export interface UrlPolicy {
  /** Sandbox, demo and tests: http and addresses of this machine and its network too. */
  allowPrivate: boolean
}

/**
 * The URL of an endpoint as it is kept, or invalid_url with what is wrong. What its name leads to is looked up with each
 * delivery (`send-message.ts`), because that can change at any time.
 */
export function parseEndpointUrl(text: string, { allowPrivate }: UrlPolicy): URL {
  if (!URL.canParse(text)) throw refused('This is no URL.')
  const url = new URL(text)
  if (url.protocol !== 'https:' && !(allowPrivate && url.protocol === 'http:'))
    throw refused('The URL has to begin with https://.')
  if (url.username || url.password) throw refused('The URL must not contain a user name or password.')
  if (url.hash) throw refused('The URL must not contain a # part: it is never sent.')
  if (allowPrivate) return url
  const port = Number(url.port || 443)
  if (port !== 443 && port < 1024) throw refused('The port has to be 443, or 1024 and above.')
  const address = literalAddress(url)
  if (address !== null && !isPublicAddress(address)) throw refused('This address is not on the public internet.')
  if (address === null && !url.hostname.replace(/\.$/, '').includes('.'))
    throw refused('This name is not on the public internet.')
  return url
}

const refused = (message: string) => invalid('invalid_url', message, { field: 'url' })
