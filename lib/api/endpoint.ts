import type { z } from 'zod'
import type { ApiCaller } from './caller'
import type { LimitName } from './limits'
import type { Scope } from './scopes'

type Shape = z.ZodObject
type Method = 'get' | 'post' | 'patch' | 'delete'

/** A file instead of JSON. */
export interface ApiFile {
  filename: string
  contentType: string
  bytes: Buffer
}

export interface EndpointInput<Params, Query, Body> {
  caller: ApiCaller
  params: Params
  query: Query
  body: Body
  /** The request's one instant. */
  now: Date
  request: Request
  /** The Idempotency-Key, with its owner: a name for this very request, for use-cases that keep one. */
  requestKey: string | null
}

interface Common {
  method: Method
  /** Below `/api/v1`, with `{id}` for parameters. */
  path: string
  operationId: string
  tag: Tag
  summary: string
  /** Markdown. */
  description?: string
  /** What a key has to hold. `public`: no key is asked for, and `caller` must not be used. */
  scope: Scope | 'public'
  /** Only keys of our own staff. */
  staffOnly?: boolean
  limit?: LimitName
  maxBytes?: number
  /** Its use-case says of each text in the body whether it can be kept: one that cannot does not refuse the whole body. */
  checksTexts?: boolean
  /**
   * How a change is kept from being done twice. `optional` (the default of changes) and `required`: by Idempotency-Key.
   * `none`: repeating it changes nothing anyway: a preview, or a request that carries ids of its own.
   */
  idempotency?: 'optional' | 'required' | 'none'
  /** Codes of refusals that clients may branch on, besides those of every endpoint. */
  problems?: Record<string, string>
}

export interface EndpointDefinition<
  Params extends Shape,
  Query extends Shape,
  Body extends z.ZodType,
  Answer extends z.ZodType,
> extends Common {
  params?: Params
  query?: Query
  body?: Body
  /** Of the one successful answer; 204 has none. */
  status?: 200 | 201 | 202
  answer: Answer
  handle: (input: EndpointInput<z.output<Params>, z.output<Query>, z.output<Body>>) => Promise<z.input<Answer>>
}

export interface Endpoint extends Common {
  params?: Shape
  query?: Shape
  body?: z.ZodType
  status: 200 | 201 | 202
  answer: z.ZodType | { file: string }
  handle: (input: EndpointInput<unknown, unknown, unknown>) => Promise<unknown>
}

export const TAGS = {
  Plans: 'What is on sale.',
  Customers: 'The parties that pay.',
  Balance: 'Credit that pays the next invoices, and what it paid.',
  Subscriptions: 'Contracts: what a customer has, from when, and what changes.',
  'Payment methods': 'Stored cards and mandates.',
  Invoices: 'What was billed, line by line, and how it is paid.',
  Payments: 'One-off amounts and the attempts to collect.',
  Dunning: 'How unpaid invoices are followed up.',
  'Credit notes': 'What was taken back of an invoice.',
  Refunds: 'Money that went back to where it came from.',
  Disputes: 'Payments that a customer’s bank questions.',
  Coupons: 'Discounts and the codes that redeem them.',
  Usage: 'What was used: events in, totals out.',
  Entitlements: 'What may be used right now.',
  Ledger: 'The books: what each event posted.',
  Webhooks: 'Where we tell you what happened.',
} as const

export type Tag = keyof typeof TAGS

/**
 * One endpoint: what it takes, what it answers and which use-case does it. From this very definition come parsing, guard,
 * OpenAPI document and reference page.
 */
export function defineEndpoint<
  Params extends Shape,
  Query extends Shape,
  Body extends z.ZodType,
  Answer extends z.ZodType,
>(definition: EndpointDefinition<Params, Query, Body, Answer>): Endpoint {
  return { status: 200, ...definition, handle: definition.handle as Endpoint['handle'] }
}

/** An endpoint that answers a file. */
export function defineFileEndpoint<Params extends Shape, Query extends Shape>(
  definition: Common & {
    params?: Params
    query?: Query
    file: string
    handle: (input: EndpointInput<z.output<Params>, z.output<Query>, unknown>) => Promise<ApiFile>
  },
): Endpoint {
  const { file, handle, ...common } = definition
  return { ...common, status: 200, answer: { file }, handle: handle as Endpoint['handle'] }
}

export const isChange = ({ method }: Pick<Endpoint, 'method'>): boolean => method !== 'get'

/** How repeated requests are told apart; null for reads. */
export const idempotencyOf = (endpoint: Endpoint) => (isChange(endpoint) ? (endpoint.idempotency ?? 'optional') : null)
