import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { expect, test } from '@playwright/test'
import { sandboxEnvironment } from '@/scripts/lib/sandbox-environment.mjs'
import { baseUrl, databaseUrl, sandboxUrl } from '../support/environment'

test('after all journeys the books balance: every invariant of the audit holds', async () => {
  const env = sandboxEnvironment({
    databaseUrl: databaseUrl(),
    appPort: Number(new URL(baseUrl()).port),
    sandboxPort: Number(new URL(sandboxUrl()).port),
    smtpPort: 1,
    intakePort: 1,
  })
  const { stdout } = await promisify(execFile)(process.execPath, ['--import', 'tsx', 'scripts/audit.ts'], {
    env: { ...process.env, ...env },
  }).catch((error: { stdout: string; stderr: string }) => ({ stdout: `${error.stdout}${error.stderr}` }))
  expect(stdout).toMatch(/All \d+ invariants hold\./)
})
