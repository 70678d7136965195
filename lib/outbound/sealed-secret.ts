import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes } from 'node:crypto'
import { env } from '@/lib/platform/env'

// Signing needs the secret itself, so it cannot be a hash. At rest it is AES-256-GCM under a key that is not in the database:
// `sealed_<name of the key>_<iv, tag and cipher text in base64url>`. What was stored before there was sealing begins with
// `whsec_` and is read as it is.

const PREFIX = 'sealed_'
const IV_BYTES = 12
const TAG_BYTES = 16

interface Key {
  name: string
  bytes: Buffer
}

/** One key per secret of the environment. The name tells which one sealed, and nothing of the key. */
function keyFrom(secret: string): Key {
  const bytes = Buffer.from(hkdfSync('sha256', secret, '', 'concierge-billing webhook secrets', 32))
  return { name: createHash('sha256').update(bytes).digest('hex').slice(0, 8), bytes }
}

/** The first one seals, all of them open: so keys can change without a moment in which something cannot be read. */
export function keysOf({ own, fallback }: { own: string | undefined; fallback: string }): Key[] {
  const secrets = (own ?? '').split(',').flatMap((each) => each.trim() || [])
  return [...secrets, fallback].map(keyFrom)
}

const KEYS = keysOf({ own: env.WEBHOOK_SECRET_KEY, fallback: env.NEXTAUTH_SECRET })

/** How a secret looks that needs no sealing anew. */
export const sealedByPresentKey = (keys: readonly Key[] = KEYS): string => `${PREFIX}${keys[0]!.name}_`

/** The secret of an endpoint as it is stored. It opens for that endpoint only. */
export function sealSecret(secret: string, endpointId: string, keys: readonly Key[] = KEYS): string {
  const iv = randomBytes(IV_BYTES)
  const cipher = createCipheriv('aes-256-gcm', keys[0]!.bytes, iv).setAAD(Buffer.from(endpointId))
  const text = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()])
  return `${sealedByPresentKey(keys)}${Buffer.concat([iv, cipher.getAuthTag(), text]).toString('base64url')}`
}

/** Throws where no key of the environment fits: the message names the endpoint. */
export function openSecret(stored: string, endpointId: string, keys: readonly Key[] = KEYS): string {
  if (!stored.startsWith(PREFIX)) return stored
  const [name = '', packed = ''] = [stored.slice(PREFIX.length, PREFIX.length + 8), stored.slice(PREFIX.length + 9)]
  const key = keys.find((each) => each.name === name)
  if (!key) throw new Error(`No key fits the secret of webhook endpoint ${endpointId}: see WEBHOOK_SECRET_KEY.`)
  const bytes = Buffer.from(packed, 'base64url')
  const decipher = createDecipheriv('aes-256-gcm', key.bytes, bytes.subarray(0, IV_BYTES), {
    authTagLength: TAG_BYTES,
  })
    .setAAD(Buffer.from(endpointId))
    .setAuthTag(bytes.subarray(IV_BYTES, IV_BYTES + TAG_BYTES))
  return Buffer.concat([decipher.update(bytes.subarray(IV_BYTES + TAG_BYTES)), decipher.final()]).toString('utf8')
}
