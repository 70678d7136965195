import { invalid, parameterMissing } from './errors'
import type { RawHash, RawValue } from './form'

/** How one parameter is read. `parse` throws the error that Stripe would answer. */
export interface Spec<T> {
  readonly parse: (value: RawValue, path: string) => T
  readonly isRequired?: boolean
}

export interface RequiredSpec<T> extends Spec<T> {
  readonly isRequired: true
}

export type Shape = Readonly<Record<string, Spec<unknown>>>

type TypeOf<S> = S extends Spec<infer T> ? T : never
type RequiredKeys<S extends Shape> = { [K in keyof S]: S[K] extends RequiredSpec<unknown> ? K : never }[keyof S]

/** What a shape yields: required parameters are there, the others may be. */
export type Parsed<S extends Shape> = { readonly [K in RequiredKeys<S>]: TypeOf<S[K]> } & {
  readonly [K in Exclude<keyof S, RequiredKeys<S>>]?: TypeOf<S[K]>
}

/** Parameters that every route or every list takes; the router declares them once. */
type Common = 'expand' | 'limit' | 'starting_after' | 'ending_before'

/**
 * Declares a route's parameters. All parameters of the SDK's type `P` have to be named, so the compiler tells when the
 * SDK learns a new one; older ones that Stripe still takes may be added.
 */
export function declare<P>() {
  return <S extends Shape & { readonly [K in Exclude<keyof P, Common>]-?: Spec<unknown> }>(shape: S): S => shape
}

/** Checks parameters against a shape: unknown ones first, then each value, then the missing ones. */
export function parseParams<S extends Shape>(shape: S, raw: RawHash, prefix = ''): Parsed<S> {
  const path = (key: string) => (prefix ? `${prefix}[${key}]` : key)
  const unknown = Object.keys(raw).filter((key) => !Object.hasOwn(shape, key))
  if (unknown.length > 0) throw unknownParameters(unknown.map(path))
  const parsed: Record<string, unknown> = {}
  for (const [key, spec] of Object.entries(shape)) {
    const value = raw[key]
    if (value !== undefined) parsed[key] = spec.parse(value, path(key))
    else if (spec.isRequired) throw parameterMissing(path(key))
  }
  return parsed as Parsed<S>
}

function unknownParameters(names: string[]) {
  const message = `Received unknown parameter${names.length > 1 ? 's' : ''}: ${names.join(', ')}`
  return invalid(message, { code: 'parameter_unknown', param: names[0] })
}

export function required<T>(spec: Spec<T>): RequiredSpec<T> {
  return { ...spec, isRequired: true }
}

/** Takes an empty value as "unset" and yields `null` for it. */
export function emptyable<T>(spec: Spec<T>): Spec<T | null> {
  return { parse: (value, path) => (value === '' ? null : spec.parse(value, path)) }
}

/** Free text; empty unsets it. */
export const text: Spec<string | null> = {
  parse: (value, path) => {
    if (typeof value !== 'string') throw invalid(`Invalid string: ${show(value)}`, { param: path })
    if (value.length > 5000) {
      throw invalid(`Invalid string: ${value.slice(0, 20)}...; must be at most 5000 characters`, { param: path })
    }
    return value === '' ? null : value
  },
}

/** Text that cannot be empty: an id, a currency, a name. */
export const word: Spec<string> = {
  parse: (value, path) => text.parse(value, path) ?? refuseEmpty(path),
}

export const boolean: Spec<boolean> = {
  parse: (value, path) => {
    if (value === 'true' || value === 'false') return value === 'true'
    if (value === '') return refuseEmpty(path)
    throw invalid(`Invalid boolean: ${show(value)}`, { param: path })
  },
}

/** A whole number within bounds. */
export function integer(bounds: { min?: number; max?: number } = {}): Spec<number> {
  return {
    parse: (value, path) => {
      if (value === '') return refuseEmpty(path)
      const refuse = (message: string) => invalid(message, { code: 'parameter_invalid_integer', param: path })
      if (typeof value !== 'string' || !/^-?\d{1,15}$/.test(value)) throw refuse(`Invalid integer: ${show(value)}`)
      const { min = -Infinity, max = Infinity } = bounds
      if (Number(value) < min) throw refuse(`This value must be greater than or equal to ${min}.`)
      if (Number(value) > max) throw refuse(`This value must be less than or equal to ${max}.`)
      return Number(value)
    },
  }
}

/** A decimal with at most twelve places, kept as text. */
export const decimal: Spec<string> = {
  parse: (value, path) => {
    if (value === '') return refuseEmpty(path)
    if (typeof value === 'string' && /^-?\d+(\.\d{1,12})?$/.test(value)) return value
    throw invalid(`Invalid decimal: ${show(value)}; must contain at most twelve decimal places.`, { param: path })
  },
}

/** One of the listed words. */
export function oneOf<const T extends string>(...allowed: readonly T[]): Spec<T> {
  return {
    parse: (value, path) => {
      const found = allowed.find((word) => word === value)
      if (found !== undefined) return found
      if (value === '') return refuseEmpty(path)
      const name = path.replaceAll('[', '.').replaceAll(']', '')
      throw invalid(`Invalid ${name}: must be one of ${alternatives(allowed)}`, { param: path })
    },
  }
}

/** `a`, `a or b`, `a, b, or c`: Stripe's way of listing. */
function alternatives(words: readonly string[]): string {
  if (words.length < 3) return words.join(' or ')
  return `${words.slice(0, -1).join(', ')}, or ${words[words.length - 1]}`
}

/** A hash with known keys. */
export function hash<S extends Shape>(shape: S): Spec<Parsed<S>> {
  return {
    parse: (value, path) => {
      if (value === '') return refuseEmpty(path)
      return parseParams(shape, asHash(value, path), path)
    },
  }
}

export function list<T>(spec: Spec<T>): Spec<T[]> {
  return {
    parse: (value, path) => {
      if (value === '') return refuseEmpty(path)
      if (!Array.isArray(value)) throw invalid('Invalid array', { param: path })
      return value.map((item, index) => spec.parse(item, `${path}[${index}]`))
    },
  }
}

/** Either of two forms: the first that fits; when none does, the second says why. */
export function either<A, B>(first: Spec<A>, second: Spec<B>): Spec<A | B> {
  return {
    parse: (value, path) => {
      try {
        return first.parse(value, path)
      } catch {
        return second.parse(value, path)
      }
    },
  }
}

/** A parameter that Stripe knows and the sandbox takes without effect. */
export const ignored: Spec<RawValue> = { parse: (value) => value }

/** Key–value labels; an empty value deletes its key, an empty hash all of them (`null`). */
export const metadata: Spec<Record<string, string> | null> = {
  parse: (value, path) => {
    if (value === '') return null
    const labels = asHash(value, path)
    for (const [key, label] of Object.entries(labels)) {
      const where = { param: `${path}[${key}]` }
      if (typeof label !== 'string') throw invalid(`Invalid string: ${show(label)}`, where)
      if (key.length > 40) {
        const message = `Metadata keys can have up to 40 characters, but you passed in a key that is ${key.length} characters. Invalid key: ${key}`
        throw invalid(message, where)
      }
      if (label.length > 500) {
        const message = `Metadata values can have up to 500 characters, but you passed in a value that is ${label.length} characters. Invalid value: ${label}`
        throw invalid(message, where)
      }
    }
    return labels as Record<string, string>
  },
}

/** Applies a `metadata` parameter to present labels, as Stripe merges them. At most 50 labels. */
export function mergeMetadata(present: Record<string, string>, change: Record<string, string> | null | undefined) {
  if (change === undefined) return present
  if (change === null) return {}
  const merged = Object.fromEntries(Object.entries({ ...present, ...change }).filter(([, label]) => label !== ''))
  if (Object.keys(merged).length > 50) {
    throw invalid('You have exceeded the maximum number of metadata keys, which is 50', { param: 'metadata' })
  }
  return merged
}

function asHash(value: RawValue, path: string): RawHash {
  if (typeof value === 'string') throw invalid('Invalid object', { param: path })
  return Array.isArray(value) ? Object.fromEntries(value.map((item, index) => [String(index), item])) : value
}

function refuseEmpty(path: string): never {
  const message =
    `You passed an empty string for '${path}'. We assume empty values are an attempt to unset a parameter; however ` +
    `'${path}' cannot be unset. You should remove '${path}' from your request or supply a non-empty value.`
  throw invalid(message, { code: 'parameter_invalid_empty', param: path })
}

function show(value: RawValue): string {
  return typeof value === 'string' ? value : JSON.stringify(value)
}
