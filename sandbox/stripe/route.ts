import type { Context } from './context'
import { type Parsed, parseParams, type Shape } from './params'
import type { RawHash } from './form'

/** One route of the API, ready to be mounted. */
export interface Route {
  readonly method: 'GET' | 'POST' | 'DELETE'
  /** Hono's notation, for example `/v1/customers/:id`. */
  readonly path: string
  /** Whether a browser's key may call it; handlers of intents then check the client secret. */
  readonly isPublic: boolean
  /** Checks the parameters and returns the work, so that a refused parameter is told apart from a refused request. */
  readonly prepare: (raw: RawHash) => (context: Context, ids: Ids) => object
}

/** The ids in a path, by name. */
export interface Ids {
  readonly id: string
  readonly child: string
}

interface Definition<S extends Shape> {
  readonly params: S
  readonly isPublic?: boolean
  readonly handle: (context: Context, params: Parsed<S>, ids: Ids) => object
}

export function get<S extends Shape>(path: string, definition: Definition<S>): Route {
  return route('GET', path, definition)
}

export function post<S extends Shape>(path: string, definition: Definition<S>): Route {
  return route('POST', path, definition)
}

export function del<S extends Shape>(path: string, definition: Definition<S>): Route {
  return route('DELETE', path, definition)
}

function route<S extends Shape>(method: Route['method'], path: string, definition: Definition<S>): Route {
  return {
    method,
    path,
    isPublic: definition.isPublic ?? false,
    prepare: (raw) => {
      const params = parseParams(definition.params, raw)
      return (context, ids) => definition.handle(context, params, ids)
    },
  }
}
