import { expect, test } from 'vitest'
import { MEMBER_PERMISSIONS, STAFF_PERMISSIONS } from '@/lib/auth/permissions'
import { entriesIn, findEntries, type Entry } from './testing/entries'
import { PUBLIC_ACTIONS, PUBLIC_PAGES, PUBLIC_ROUTES } from './testing/public-entries'

const entries = findEntries()
const label = ({ kind, file, name, path }: Entry) =>
  kind === 'page' ? path : kind === 'route' ? `${name} ${path}` : `${file} ${name}`
const publicEntries = new Set([...PUBLIC_PAGES, ...PUBLIC_ROUTES, ...PUBLIC_ACTIONS])
const guarded = entries.filter((entry) => !publicEntries.has(label(entry)))

test('every page, route handler and server action names who may use it, or is listed as public', () => {
  const open = guarded.filter(({ guard }) => !guard || guard.side === 'public')
  expect(
    open.map(label),
    'Begin a page with requireMember or requireStaff, wrap a route or action (app/_server), or list it in public-entries.ts.',
  ).toEqual([])
})

test('they name permissions of the table', () => {
  const known = new Set([...Object.keys(MEMBER_PERMISSIONS), ...Object.keys(STAFF_PERMISSIONS)])
  for (const entry of guarded) {
    if (entry.guard && 'permission' in entry.guard) expect(known, label(entry)).toContain(entry.guard.permission)
  }
})

test('the portal asks for members, the admin area for staff', () => {
  for (const entry of entries) {
    if (/^\/portal(\/|$)/.test(entry.path)) expect(['member', 'viewer'], label(entry)).toContain(entry.guard?.side)
    if (/^\/admin(\/|$)/.test(entry.path)) expect(entry.guard?.side, label(entry)).toBe('staff')
  }
})

test('the public API asks for keys, and nothing else does', () => {
  for (const entry of entries) {
    expect(entry.guard?.side === 'api', label(entry)).toBe(entry.path.startsWith('/api/v1/'))
  }
})

test('the walk finds what there is', () => {
  const found = new Set(entries.map(label))
  for (const known of [
    'GET /api/health',
    'app/(site)/sign-in/actions.ts signIn',
    'app/_server/actions.ts chooseCustomer',
  ]) {
    expect(found).toContain(known)
  }
})

test.each([
  ['a page that asks for nothing', 'app/(portal)/portal/page.tsx', 'export default async function Page() {}'],
  [
    'a page that asks for two things',
    'app/x/page.tsx',
    "await requireMember('portal.view')\nawait requireStaff('staff.refund')",
  ],
  ['a page that does not wait for the answer', 'app/x/page.tsx', "requireMember('portal.view')"],
  ['a bare route handler', 'app/x/route.ts', 'export async function POST() {}'],
  ['a route handler of another file', 'app/x/route.ts', "export { handle as GET } from './y'"],
  ['a route without a permission', 'app/x/route.ts', 'export const GET = memberRoute(async () => {})'],
  ['a bare action', 'app/x/actions.ts', "'use server'\nexport async function erase() {}"],
  ['an action by another wrapper', 'app/x/save.ts', "'use server'\nexport const save = actionClient.action(run)"],
  [
    'an action after an exported type',
    'app/x/a.ts',
    "'use server'\nexport type A = 1\nexport const save = async () => {}",
  ],
  ['an action inside a page', 'app/x/form.tsx', "async function save() {\n  'use server'\n}"],
])('%s is noticed', (_, file, source) => {
  const found = entriesIn(file, source)
  expect(found).toHaveLength(1)
  expect(found[0]!.guard).toBeNull()
})

test('what the wrappers guard is understood', () => {
  const page = `export default async function Page() {
    const { customer } = await requireMember('portal.view')
  }`
  expect(entriesIn('app/(portal)/portal/invoices/[id]/page.tsx', page)).toMatchObject([
    { kind: 'page', path: '/portal/invoices/[id]', guard: { side: 'member', permission: 'portal.view' } },
  ])
  const route = `export const dynamic = 'force-dynamic'
export const GET = memberRoute<{ id: string }>('portal.view', async () => {})
export const POST = staffRoute(
  'staff.refund',
  async () => {},
)`
  expect(entriesIn('app/(portal)/portal/x/route.ts', route)).toMatchObject([
    { name: 'GET', guard: { side: 'member', permission: 'portal.view' } },
    { name: 'POST', guard: { side: 'staff', permission: 'staff.refund' } },
  ])
  const actions = `'use server'
export const cancel = memberAction('billing.manage')
  .inputSchema(schema)
  .action(run)
export const leave = viewerAction().action(run)
export type Result = string`
  expect(entriesIn('app/x/actions.ts', actions)).toMatchObject([
    { name: 'cancel', guard: { side: 'member', permission: 'billing.manage' } },
    { name: 'leave', guard: { side: 'viewer' } },
  ])
})
