import { readdirSync, readFileSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import type { MemberPermission, StaffPermission } from '@/lib/auth/permissions'

/** Where a request can enter the app, and what it asks of whom: read from the source, for the tests of access. */

const root = join(import.meta.dirname, '..', '..', '..')

export type Guard =
  | { side: 'member'; permission: MemberPermission }
  | { side: 'staff'; permission: StaffPermission }
  | { side: 'viewer' }
  /** By API key and the scope of each endpoint: `lib/api/access.db.test.ts` walks them. */
  | { side: 'api' }
  | { side: 'public' }

export interface Entry {
  kind: 'page' | 'route' | 'action'
  /** Relative to the repository. */
  file: string
  /** The exported name: `default` of a page, `GET` of a route, an action's own. */
  name: string
  /** For pages and routes: `/portal/invoices/[invoiceId]`. */
  path: string
  /** What the source says; null is an export that no wrapper guards. */
  guard: Guard | null
}

/** Every page, route handler and server action under `app` and `components`. */
export function findEntries(): Entry[] {
  return ['app', 'components'].flatMap((folder) =>
    sourceFiles(join(root, folder)).flatMap((path) =>
      entriesIn(relative(root, path).split(sep).join('/'), readFileSync(path, 'utf8')),
    ),
  )
}

/** The entries of one source file. */
export function entriesIn(file: string, source: string): Entry[] {
  const route = { file, path: routePath(file) }
  const isPrivate = file.includes('/_') // Next serves nothing from folders that begin with an underscore
  if (/(^|\/)page\.tsx$/.test(file) && !isPrivate) {
    return [{ kind: 'page', name: 'default', ...route, guard: guardOfPage(source) }]
  }
  if (/(^|\/)route\.tsx?$/.test(file) && !isPrivate) {
    return exportsOf(source)
      .filter(({ name }) => !ROUTE_SETTINGS.has(name))
      .map(({ name, value }) => ({ kind: 'route', name, ...route, guard: guardOf(value, 'Route') }))
  }
  if (!/(['"])use server\1/.test(source)) return []
  if (!/^\s*(['"])use server\1/.test(source)) {
    // An action inside a component or a page slips past the wrappers: there must be none.
    return [{ kind: 'action', name: '(inline)', ...route, guard: null }]
  }
  return exportsOf(source).map(({ name, value }) => ({
    kind: 'action',
    name,
    ...route,
    guard: guardOf(value, 'Action'),
  }))
}

const ROUTE_SETTINGS = new Set(['dynamic', 'maxDuration', 'revalidate', 'runtime', 'preferredRegion', 'fetchCache'])

/** The exports of a file with the beginning of what they are; types do not count. */
function exportsOf(source: string): { name: string; value: string }[] {
  const found = []
  for (const match of source.matchAll(/^export\s+(?!type\b|interface\b)/gm)) {
    const text = source.slice(match.index + match[0].length).split(/\n(?=export\b)/)[0]!
    const constant = /^const\s+(\w+)[^=]*=\s*([\s\S]*)/.exec(text)
    const list = /^\{([^}]*)\}/.exec(text)
    const other = /^(?:default\s+)?(?:async\s+)?(?:function\*?|class|let|var)\s+(\w+)/.exec(text)
    if (constant) found.push({ name: constant[1]!, value: constant[2]! })
    else if (list)
      found.push(...list[1]!.split(',').map((name) => ({ name: name.split(' as ').at(-1)!.trim(), value: '' })))
    else found.push({ name: other?.[1] ?? text, value: '' })
  }
  return found
}

function guardOf(value: string, suffix: 'Route' | 'Action'): Guard | null {
  const match = new RegExp(`^(member|staff|viewer|api|public)${suffix}(?:<[^()]*>)?\\(\\s*(?:'([\\w.]+)')?`).exec(value)
  if (!match) return null
  return toGuard(match[1]!, match[2])
}

/** A page asks on its first line; to ask for two things would leave open which one holds. */
function guardOfPage(source: string): Guard | null {
  const calls = [...source.matchAll(/await\s+require(Member|Staff)\(\s*(?:'([\w.]+)')?\s*\)/g)]
  if (calls.length === 0) return null
  const guards = new Map(calls.map((call) => [call[0].replace(/\s/g, ''), toGuard(call[1]!.toLowerCase(), call[2])]))
  return guards.size === 1 ? [...guards.values()][0]! : null
}

function toGuard(side: string, permission: string | undefined): Guard | null {
  if (side === 'member' && permission) return { side, permission: permission as MemberPermission }
  if (side === 'staff' && permission) return { side, permission: permission as StaffPermission }
  if (side === 'viewer' || side === 'api' || side === 'public') return { side }
  return null
}

function routePath(file: string): string {
  const folders = file.split('/').slice(1, -1)
  return `/${folders.filter((folder) => !/^\(.*\)$/.test(folder)).join('/')}`
}

function sourceFiles(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name) && !/\.test\.tsx?$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
}
