import { createHash, generateKeyPairSync, randomUUID, sign } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'

/** Who signs in at the provider next, and what it says of them in the ID token. */
export interface OidcPerson {
  sub: string
  email?: string
  email_verified?: boolean
  name?: string
}

const CLIENT = { id: 'concierge-billing', secret: 'a client secret for tests' }

/**
 * A small OpenID Connect provider (authorization code, PKCE S256, nonce, RS256, client_secret_basic) for tests: it asks
 * nobody for a password but signs in whoever `person` names. It is strict about what a client must send.
 */
export async function startOidcProvider() {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const jwk = { ...publicKey.export({ format: 'jwk' }), kid: 'key-1', use: 'sig', alg: 'RS256' }
  const codes = new Map<string, { person: OidcPerson; query: URLSearchParams }>()
  const provider = { issuer: '', client: CLIENT, person: { sub: 'nobody' } as OidcPerson, wrongNonce: false, close }

  const server = createServer(async (request, response) => {
    const url = new URL(request.url!, provider.issuer)
    const json = (status: number, body: unknown) =>
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))

    if (url.pathname === '/.well-known/openid-configuration') return json(200, configuration(provider.issuer))
    if (url.pathname === '/keys') return json(200, { keys: [jwk] })
    if (url.pathname === '/authorize') {
      const query = url.searchParams
      const complete =
        query.get('client_id') === CLIENT.id &&
        query.get('response_type') === 'code' &&
        query.get('code_challenge_method') === 'S256' &&
        ['state', 'nonce', 'code_challenge', 'redirect_uri'].every((name) => query.get(name)) &&
        query.get('scope')?.split(' ').includes('openid')
      if (!complete) return json(400, { error: 'invalid_request' })
      const code = randomUUID()
      codes.set(code, { person: provider.person, query })
      const back = new URL(query.get('redirect_uri')!)
      back.search = new URLSearchParams({ code, state: query.get('state')! }).toString()
      return response.writeHead(302, { location: back.href }).end()
    }
    if (url.pathname === '/token' && request.method === 'POST') {
      const form = new URLSearchParams(await text(request))
      const basic = [CLIENT.id, CLIENT.secret].map((part) => encodeURIComponent(part).replaceAll('%20', '+')).join(':')
      if (request.headers.authorization !== `Basic ${Buffer.from(basic).toString('base64')}`)
        return json(401, { error: 'invalid_client' })
      const grant = codes.get(form.get('code') ?? '')
      codes.delete(form.get('code') ?? '')
      const challenge = createHash('sha256')
        .update(form.get('code_verifier') ?? '')
        .digest('base64url')
      const fits =
        grant?.query.get('code_challenge') === challenge &&
        grant.query.get('redirect_uri') === form.get('redirect_uri') &&
        form.get('grant_type') === 'authorization_code'
      if (!grant || !fits) return json(400, { error: 'invalid_grant' })
      const issuedAt = Math.floor(Date.now() / 1000)
      const nonce = provider.wrongNonce ? 'another' : grant.query.get('nonce')
      const claims = {
        iss: provider.issuer,
        aud: CLIENT.id,
        iat: issuedAt,
        exp: issuedAt + 300,
        nonce,
        ...grant.person,
      }
      return json(200, { access_token: randomUUID(), token_type: 'Bearer', id_token: signed(claims) })
    }
    return json(404, { error: 'not_found' })
  })

  function signed(claims: object): string {
    const encode = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url')
    const content = `${encode({ alg: 'RS256', kid: jwk.kid, typ: 'JWT' })}.${encode(claims)}`
    return `${content}.${sign('RSA-SHA256', Buffer.from(content), privateKey).toString('base64url')}`
  }

  async function close() {
    server.closeAllConnections()
    await new Promise((done) => server.close(done))
  }

  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  provider.issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return provider
}

const configuration = (issuer: string) => ({
  issuer,
  authorization_endpoint: `${issuer}/authorize`,
  token_endpoint: `${issuer}/token`,
  jwks_uri: `${issuer}/keys`,
  response_types_supported: ['code'],
  subject_types_supported: ['public'],
  id_token_signing_alg_values_supported: ['RS256'],
  token_endpoint_auth_methods_supported: ['client_secret_basic'],
  code_challenge_methods_supported: ['S256'],
})
