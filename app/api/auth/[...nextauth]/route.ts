import NextAuth from 'next-auth'
import type { NextRequest } from 'next/server'
import { clientAddress } from '@/app/_server/client-request'
import { nextAuthOptions } from '@/lib/auth/next-auth-options'

/** next-auth's own routes: OpenID Connect sign-in and callback, CSRF token, session, sign-out. */
function handle(request: NextRequest, context: { params: Promise<{ nextauth: string[] }> }): Promise<Response> {
  const { headers } = request
  const options = nextAuthOptions({ address: clientAddress(headers), userAgent: headers.get('user-agent') })
  return NextAuth(request as never, context as never, options) as Promise<Response>
}

export { handle as GET, handle as POST }
