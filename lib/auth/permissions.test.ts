import { expect, test } from 'vitest'
import {
  MEMBER_PERMISSIONS,
  MEMBER_ROLES,
  memberMay,
  STAFF_PERMISSIONS,
  STAFF_ROLES,
  staffMay,
  type MemberPermission,
  type StaffPermission,
} from './permissions'

// The table as the house rules say it in words; a change here is a change of policy.
test('an owner may do everything in the portal, a billing manager all but team and keys, a viewer only look', () => {
  const held = (role: string) =>
    (Object.keys(MEMBER_PERMISSIONS) as MemberPermission[]).filter((permission) => memberMay(role, permission))
  expect(held('OWNER')).toEqual([
    'portal.view',
    'billing.manage',
    'details.edit',
    'team.manage',
    'api_keys.manage',
    'webhooks.manage',
  ])
  expect(held('BILLING_MANAGER')).toEqual(['portal.view', 'billing.manage', 'details.edit'])
  expect(held('VIEWER')).toEqual(['portal.view'])
})

test('money goes back by finance and admins only', () => {
  expect(STAFF_ROLES.filter((role) => staffMay(role, 'staff.refund'))).toEqual(['FINANCE', 'ADMIN'])
})

test('catalogue, settings and the time machine are for admins only', () => {
  for (const permission of [
    'staff.catalog.edit',
    'staff.settings.edit',
    'staff.api_keys.manage',
    'staff.time_machine',
  ] as const) {
    expect(STAFF_ROLES.filter((role) => staffMay(role, permission))).toEqual(['ADMIN'])
  }
})

test('an admin holds every staff permission', () => {
  for (const permission of Object.keys(STAFF_PERMISSIONS) as StaffPermission[]) {
    expect(staffMay('ADMIN', permission), permission).toBe(true)
  }
})

test('what the table does not name is denied', () => {
  expect(memberMay(null, 'portal.view')).toBe(false)
  expect(memberMay(undefined, 'portal.view')).toBe(false)
  expect(memberMay('', 'portal.view')).toBe(false)
  expect(memberMay('SUPERUSER', 'portal.view')).toBe(false)
  expect(staffMay(null, 'staff.dashboard')).toBe(false)
  for (const permission of ['portal.destroy', 'toString', '__proto__', 'constructor']) {
    expect(memberMay('OWNER', permission as MemberPermission)).toBe(false)
    expect(staffMay('ADMIN', permission as StaffPermission)).toBe(false)
  }
})

test('the roles of one side hold nothing on the other', () => {
  for (const role of MEMBER_ROLES) {
    for (const permission of Object.keys(STAFF_PERMISSIONS)) {
      expect(staffMay(role, permission as StaffPermission)).toBe(false)
    }
  }
  for (const role of STAFF_ROLES) {
    for (const permission of Object.keys(MEMBER_PERMISSIONS)) {
      expect(memberMay(role, permission as MemberPermission)).toBe(false)
    }
  }
})
