import { Hono } from 'hono'
import { BillingError } from '@/lib/platform/errors'
import type { Endpoint } from './endpoint'
import { endpoints as everyEndpoint } from './endpoints'
import { openApiDocument } from './openapi'
import { answering, API_PATH, ProblemWithHeaders, serveEndpoint } from './serve-endpoint'

/** The public API as one web-standard function. */
export function buildApi(endpoints: readonly Endpoint[] = everyEndpoint): (request: Request) => Promise<Response> {
  const api = new Hono({ strict: true }).basePath(API_PATH)
  for (const endpoint of endpoints) {
    const serve = serveEndpoint(endpoint)
    api.on(endpoint.method.toUpperCase(), honoPath(endpoint.path), ({ req }) =>
      serve(req.raw, rawParams(req.raw, endpoint)),
    )
  }
  api.get('/openapi.json', () =>
    Response.json(openApiDocument(), {
      headers: { 'access-control-allow-origin': '*', 'cache-control': 'public, max-age=300' },
    }),
  )
  for (const [path, { methods, isOpen }] of methodsByPath(endpoints)) {
    api.all(honoPath(path), ({ req }) =>
      answering(req.raw, async (headers) => otherMethod(req.raw, headers, { methods, isOpen })),
    )
  }
  api.notFound(({ req }) =>
    answering(req.raw, async () => {
      throw new BillingError({ kind: 'not_found', code: 'unknown_path', message: 'There is nothing at this path.' })
    }),
  )
  api.onError((error, { req }) => answering(req.raw, () => Promise.reject(error)))
  return async (request) => api.fetch(request)
}

interface PathMethods {
  methods: string[]
  /** Whether pages of other origins may ask. */
  isOpen: boolean
}

function methodsByPath(endpoints: readonly Endpoint[]): Map<string, PathMethods> {
  const paths = new Map<string, PathMethods>([['/openapi.json', { methods: ['GET', 'HEAD', 'OPTIONS'], isOpen: true }]])
  for (const { path, method, scope } of endpoints) {
    const known = paths.get(path) ?? { methods: ['OPTIONS'], isOpen: true }
    const added = method === 'get' ? ['GET', 'HEAD'] : [method.toUpperCase()]
    paths.set(path, { methods: [...added, ...known.methods], isOpen: known.isOpen && scope === 'public' })
  }
  return paths
}

/** What no endpoint takes: OPTIONS is answered, all else has no business here. */
function otherMethod(request: Request, headers: Headers, { methods, isOpen }: PathMethods): Response {
  const allow = methods.join(', ')
  if (request.method !== 'OPTIONS') {
    const options = { kind: 'wrong_method', code: 'method_not_allowed', message: `Only ${allow} here.` } as const
    throw new ProblemWithHeaders({ ...options, details: { allowed: methods } }, { allow })
  }
  headers.set('allow', allow)
  if (isOpen) {
    headers.set('access-control-allow-origin', '*')
    headers.set('access-control-allow-headers', 'Concierge-Version')
    headers.set('access-control-allow-methods', allow)
  }
  return new Response(null, { status: 204, headers })
}

const honoPath = (path: string) => path.replaceAll(/\{(\w+)\}/g, ':$1')

/** The parameters as they are in the address: what they decode to is read with the other input. */
function rawParams(request: Request, { path }: Endpoint): Record<string, string> {
  const parts = new URL(request.url).pathname.slice(API_PATH.length).split('/')
  return Object.fromEntries(
    path.split('/').flatMap((part, at) => (part.startsWith('{') ? [[part.slice(1, -1), parts[at] ?? '']] : [])),
  )
}
