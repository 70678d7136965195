import { expect, test } from 'vitest'
import { entryFor, missingFrom, readLock } from './lock.mjs'

test('package-lock.json is complete for every platform (else: node scripts/complete-lock.mjs)', () => {
  expect(missingFrom(readLock())).toEqual([])
})

test.each([
  ['@next/swc-darwin-arm64', { os: ['darwin'], cpu: ['arm64'] }],
  ['@oxc-parser/binding-linux-riscv64-musl', { os: ['linux'], cpu: ['riscv64'], libc: ['musl'] }],
  ['@unrs/resolver-binding-linux-arm-gnueabihf', { os: ['linux'], cpu: ['arm'], libc: ['glibc'] }],
  ['@tailwindcss/oxide-wasm32-wasi', { cpu: ['wasm32'] }],
])('the platform of %s is told by its name', (name, platform) => {
  expect(entryFor({ name, version: '1.2.3' })).toEqual({ version: '1.2.3', optional: true, ...platform })
})
