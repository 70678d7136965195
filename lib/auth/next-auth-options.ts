import type { NextAuthOptions } from 'next-auth'
import CredentialsProvider from 'next-auth/providers/credentials'
import type { OAuthConfig } from 'next-auth/providers/oauth'
import { now, wallClock } from '@/lib/platform/clock'
import { env } from '@/lib/platform/env'
import { BillingError } from '@/lib/platform/errors'
import { log } from '@/lib/platform/log'
import { authenticate } from './authenticate'
import { safeReturnTo } from './return-to'
import { signInSchema } from './schemas'
import { SESSION_COOKIE, sessionCookieOptions } from './session-token'
import { endSession, readViewer, SESSION_SECONDS, startSession } from './sessions'
import { signInWithIdentity } from './sign-in-with-identity'
import type { UserRow } from './store'

/** The provider's id at next-auth: its callback address is `/api/auth/callback/oidc`. */
export const OIDC_PROVIDER = 'oidc'

/** Whether people can sign in through an OpenID Connect provider, and what its button says. */
export const oidcSignIn =
  env.OIDC_ISSUER && env.OIDC_CLIENT_ID && env.OIDC_CLIENT_SECRET ? { name: env.OIDC_NAME } : null

interface OidcClaims {
  sub: string
  email?: string
  email_verified?: boolean
  name?: string
}

/**
 * next-auth: the OpenID Connect flow, its own sign-in and sign-out routes, and the format of the session cookie (JWT).
 * The token carries the id of a `UserSession` row alone, so a session ends when its row is revoked, not when a token expires.
 */
export function nextAuthOptions({
  address,
  userAgent,
}: {
  address: string
  userAgent: string | null
}): NextAuthOptions {
  return {
    secret: env.NEXTAUTH_SECRET,
    session: { strategy: 'jwt', maxAge: SESSION_SECONDS.member },
    cookies: { sessionToken: { name: SESSION_COOKIE, options: sessionCookieOptions } },
    pages: { signIn: '/sign-in', error: '/sign-in', signOut: '/sign-in' },
    providers: [passwordProvider(address), ...(oidcSignIn ? [oidcProvider()] : [])],
    callbacks: {
      async signIn({ user, account, profile }) {
        if (account?.provider !== OIDC_PROVIDER) return true
        try {
          const { sub, email, email_verified, name } = profile as OidcClaims
          const found = await signInWithIdentity(
            {
              provider: OIDC_PROVIDER,
              subject: sub,
              email: email ?? null,
              emailVerified: email_verified === true,
              name: name ?? null,
            },
            await now(),
          )
          // The very object that `jwt` below receives: from here on it is our user, no longer the provider's.
          Object.assign(user, toNextAuthUser(found))
          return true
        } catch (error) {
          if (error instanceof BillingError) return `/sign-in?error=${error.code}`
          throw error
        }
      },
      async jwt({ token, user, account }) {
        if (account) {
          const isStaff = 'isStaff' in user && user.isStaff === true
          const { sessionId } = await startSession({ userId: user.id, isStaff, userAgent })
          return { sid: sessionId }
        }
        const viewer = typeof token.sid === 'string' ? await readViewer(token.sid) : null
        if (!viewer) throw new Error('session_ended') // next-auth then clears the cookie
        return token
      },
      async session({ session, token }) {
        const viewer = await readViewer(String(token.sid))
        return viewer
          ? { expires: session.expires, user: { name: viewer.user.name, email: viewer.user.email } }
          : { expires: wallClock().toISOString() }
      },
      redirect({ url, baseUrl }) {
        const path = url.startsWith(`${baseUrl}/`) ? url.slice(baseUrl.length) : url
        return `${baseUrl}${safeReturnTo(path)}`
      },
    },
    events: {
      async signOut({ token }) {
        const viewer = typeof token?.sid === 'string' ? await readViewer(token.sid) : null
        if (viewer) await endSession({ sessionId: viewer.sessionId, userId: viewer.user.id })
      },
    },
    logger: {
      error: (code, metadata) => log.warn({ code, err: metadata instanceof Error ? metadata : undefined }, 'next-auth'),
      warn: (code) => log.debug({ code }, 'next-auth'),
      debug: () => {},
    },
  }
}

const toNextAuthUser = ({ id, email, name, staffRole }: UserRow) => ({ id, email, name, isStaff: staffRole !== null })

/** Email and password for clients without our sign-in form. The error code comes back as `?error=`. */
function passwordProvider(address: string) {
  return CredentialsProvider({
    id: 'password',
    credentials: { email: { type: 'email' }, password: { type: 'password' } },
    async authorize(credentials) {
      const parsed = signInSchema.safeParse(credentials)
      if (!parsed.success) return null
      try {
        return toNextAuthUser(await authenticate({ ...parsed.data, address }))
      } catch (error) {
        if (error instanceof BillingError) throw new Error(error.code, { cause: error })
        log.error({ err: error }, 'unexpected error at sign-in')
        throw new Error('internal_error', { cause: error })
      }
    },
  })
}

/** New Concierge's own provider, or any other that speaks OpenID Connect with discovery. */
function oidcProvider(): OAuthConfig<OidcClaims> {
  return {
    id: OIDC_PROVIDER,
    name: env.OIDC_NAME,
    type: 'oauth',
    wellKnown: `${env.OIDC_ISSUER!.replace(/\/$/, '')}/.well-known/openid-configuration`,
    issuer: env.OIDC_ISSUER,
    clientId: env.OIDC_CLIENT_ID,
    clientSecret: env.OIDC_CLIENT_SECRET,
    authorization: { params: { scope: 'openid email profile' } },
    idToken: true,
    checks: ['pkce', 'state', 'nonce'],
    profile: ({ sub, email, name }) => ({ id: sub, email, name }),
  }
}
